//! Penn Treebank part-of-speech tags, with the additions of the English Web Treebank.

use crate::vocabulary::closed_vocabulary;

closed_vocabulary!(
    /// The tags of the `XPOS` column of UD English EWT (Penn Treebank tags and the extensions of Bies et al. 2012).
    Penn, "Penn part-of-speech tag", {
        Cc = "CC",
        Cd = "CD",
        Dt = "DT",
        Ex = "EX",
        Fw = "FW",
        In = "IN",
        Jj = "JJ",
        Jjr = "JJR",
        Jjs = "JJS",
        Ls = "LS",
        Md = "MD",
        Nn = "NN",
        Nns = "NNS",
        Nnp = "NNP",
        Nnps = "NNPS",
        Pdt = "PDT",
        Pos = "POS",
        Prp = "PRP",
        PrpPoss = "PRP$",
        Rb = "RB",
        Rbr = "RBR",
        Rbs = "RBS",
        Rp = "RP",
        Sym = "SYM",
        To = "TO",
        Uh = "UH",
        Vb = "VB",
        Vbd = "VBD",
        Vbg = "VBG",
        Vbn = "VBN",
        Vbp = "VBP",
        Vbz = "VBZ",
        Wdt = "WDT",
        Wp = "WP",
        WpPoss = "WP$",
        Wrb = "WRB",
        Add = "ADD",
        Afx = "AFX",
        Gw = "GW",
        Hyph = "HYPH",
        Nfp = "NFP",
        Xx = "XX",
        Currency = "$",
        Stop = ".",
        Comma = ",",
        Colon = ":",
        OpenBracket = "-LRB-",
        CloseBracket = "-RRB-",
        OpenQuote = "``",
        CloseQuote = "''",
    }
);

impl Penn {
    /// Whether the tag is a finite verb's: past, or present of either number, or modal.
    #[must_use]
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }

    /// Whether the word asks or opens a relative clause: "who", "which", "whose", "where".
    #[must_use]
    pub const fn is_wh(self) -> bool {
        matches!(self, Self::Wdt | Self::Wp | Self::WpPoss | Self::Wrb)
    }
}
