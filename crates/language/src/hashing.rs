//! Hashes of strings and of feature values. They are part of the model file's format: a change needs a new version.

/// FNV-1a over bytes, folded to 32 bits. Never 0, which marks an absent word.
pub(crate) fn text(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    ((h ^ (h >> 32)) as u32).max(1)
}

/// The hash of a feature: the number of its template and up to three values. Never 0, which marks an empty slot.
#[inline]
pub(crate) const fn feature(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut h =
        ((a as u64) << 32 | b as u64) ^ (template as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h = h.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h ^= h >> 31;
    h ^= (c as u64).wrapping_mul(0xd6e8_feb8_6659_fd93);
    h = h.wrapping_mul(0x94d0_49bb_1331_11eb);
    let h = (h >> 32) as u32;
    if h == 0 { 1 } else { h }
}
