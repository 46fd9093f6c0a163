//! The PLOVER ontology 2.0 of political events, actors' sectors and contexts.
//!
//! Source: Open Event Data Alliance, *PLOVER Manual*, draft 2.0, <https://github.com/openeventdata/PLOVER>; the terms
//! and scale values are facts of that manual, the wording here is ours.

use crate::vocabulary::closed_vocabulary;

closed_vocabulary!(
    /// The sixteen event types.
    EventType, "PLOVER event type", {
        Agree = "AGREE",
        Consult = "CONSULT",
        Support = "SUPPORT",
        Concede = "CONCEDE",
        Cooperate = "COOPERATE",
        Aid = "AID",
        Retreat = "RETREAT",
        Request = "REQUEST",
        Accuse = "ACCUSE",
        Reject = "REJECT",
        Threaten = "THREATEN",
        Protest = "PROTEST",
        Sanction = "SANCTION",
        Mobilize = "MOBILIZE",
        Coerce = "COERCE",
        Assault = "ASSAULT",
    }
);

closed_vocabulary!(
    /// How an event was done; which modes go with which type, [`Mode::fits`] knows.
    Mode, "PLOVER mode", {
        Visit = "visit",
        ThirdParty = "third-party",
        Multilateral = "multilateral",
        Phone = "phone",
        Withdraw = "withdraw",
        Release = "release",
        Disarm = "disarm",
        Ceasefire = "ceasefire",
        Access = "access",
        Resign = "resign",
        Assist = "assist",
        Change = "change",
        Yield = "yield",
        Meet = "meet",
        Disapprove = "disapprove",
        Investigate = "investigate",
        Allege = "allege",
        Restrict = "restrict",
        Arrest = "arrest",
        Relations = "relations",
        Expel = "expel",
        Violence = "violence",
        Territory = "territory",
        Demo = "demo",
        Riot = "riot",
        Strike = "strike",
        Hunger = "hunger",
        Boycott = "boycott",
        Obstruct = "obstruct",
        Vandalize = "vandalize",
        Convict = "convict",
        Discontinue = "discontinue",
        Troops = "troops",
        Weapons = "weapons",
        Police = "police",
        Militia = "militia",
        Seize = "seize",
        Deport = "deport",
        Withhold = "withhold",
        Cyber = "cyber",
        Censor = "censor",
        Curfew = "curfew",
        Misinformation = "misinformation",
        MartialLaw = "martial-law",
        Abduct = "abduct",
        Torture = "torture",
        Sexual = "sexual",
        Destroy = "destroy",
        Beat = "beat",
        CrowdControl = "crowd-control",
        Primitive = "primitive",
        Firearms = "firearms",
        Explosives = "explosives",
        Targeted = "targeted",
        SuicideAttack = "suicide-attack",
        Aerial = "aerial",
        Drone = "drone",
        HeavyWeapons = "heavy-weapons",
        Unconventional = "unconventional",
    }
);

closed_vocabulary!(
    /// What an event was about; several may apply.
    Context, "PLOVER context", {
        Military = "military",
        Intelligence = "intelligence",
        Executive = "executive",
        Legislative = "legislative",
        Election = "election",
        PoliticalInstitutions = "political_institutions",
        ProDemocracy = "pro_democracy",
        ProAutocracy = "pro_autocracy",
        Economic = "economic",
        Legal = "legal",
        Reparations = "reparations",
        HumanRights = "human_rights",
        RightsFreedoms = "rights_freedoms",
        Repression = "repression",
        HumanSecurity = "human_security",
        Gender = "gender",
        Lgbt = "lgbt",
        ReligionEthnicity = "religion_ethnicity",
        Inequality = "inequality",
        Diplomatic = "diplomatic",
        Territory = "territory",
        Peacekeeping = "peacekeeping",
        Health = "health",
        Asylum = "asylum",
        Migration = "migration",
        Disasters = "disasters",
        NaturalResource = "natural_resource",
        Environment = "environment",
        Technology = "technology",
        Terrorism = "terrorism",
        Cbrn = "cbrn",
        Cyber = "cyber",
        Misinformation = "misinformation",
        Crime = "crime",
        Corruption = "corruption",
        IllegalDrugs = "illegal_drugs",
        Trafficking = "trafficking",
    }
);

closed_vocabulary!(
    /// The sector of an actor: PLOVER's list, with the top-level codes for actors without a country (`IGO`, `NGO`,
    /// `NGM`, `IMG`, `MNC`).
    Sector, "PLOVER sector", {
        /// Executive and its departments.
        Gov = "GOV",
        /// State military.
        Mil = "MIL",
        /// Police.
        Cop = "COP",
        /// Courts.
        Jud = "JUD",
        /// Parliament.
        Leg = "LEG",
        /// Party.
        Pty = "PTY",
        /// Political opposition.
        Opp = "OPP",
        /// Armed opposition.
        Reb = "REB",
        /// Pro-state paramilitary.
        Prm = "PRM",
        /// Intelligence.
        Spy = "SPY",
        /// Unidentified armed group.
        Uaf = "UAF",
        /// Unidentified.
        Unk = "UNK",
        /// Intergovernmental organisation.
        Igo = "IGO",
        /// Non-governmental organisation.
        Ngo = "NGO",
        /// Non-governmental movement.
        Ngm = "NGM",
        /// International militarised group.
        Img = "IMG",
        /// Multinational corporation.
        Mnc = "MNC",
        /// Farmers.
        Agr = "AGR",
        /// Business.
        Bus = "BUS",
        /// Criminals.
        Crm = "CRM",
        /// Civilians.
        Cvl = "CVL",
        /// Education.
        Edu = "EDU",
        /// Former officials and elites.
        Eli = "ELI",
        /// Journalists and media.
        Jrn = "JRN",
        /// Workers.
        Lab = "LAB",
        /// Medical.
        Med = "MED",
        /// Refugees.
        Ref = "REF",
        /// Partially recognised entity.
        Pre = "PRE",
        /// Religion.
        Rel = "REL",
        /// Civil society.
        Soc = "SOC",
    }
);

/// Verbal or material, cooperation or conflict.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[repr(u8)]
pub enum Quad {
    /// Words of cooperation.
    VerbalCooperation = 1,
    /// Deeds of cooperation.
    MaterialCooperation = 2,
    /// Words of conflict.
    VerbalConflict = 3,
    /// Deeds of conflict.
    MaterialConflict = 4,
}

impl Quad {
    /// The number, 1 to 4, as data sets of the field write it.
    #[must_use]
    pub const fn number(self) -> i8 {
        self as i8
    }
}

impl EventType {
    /// The quad class (manual 2.0; its README puts `SANCTION` in 3, the manual's text in 4).
    #[must_use]
    pub const fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                Quad::MaterialConflict
            }
        }
    }

    /// Whether acts of this type are done together, so that who does them and with whom is one side:
    ///
    /// ```
    /// use detente_model::EventType;
    /// assert!(EventType::Consult.is_joint() && !EventType::Aid.is_joint());
    /// ```
    #[must_use]
    pub const fn is_joint(self) -> bool {
        matches!(self, Self::Agree | Self::Consult | Self::Cooperate)
    }

    /// The scale value without a mode, −10 (conflict) to +10 (cooperation).
    ///
    /// The manual prints +3 for `ACCUSE`, which contradicts its modes (−2 to −3.5): −2.5 is used.
    #[must_use]
    pub const fn scale(self) -> f32 {
        match self {
            Self::Agree => 2.5,
            Self::Consult => 2.5,
            Self::Support => 5.0,
            Self::Concede => 4.5,
            Self::Cooperate => 9.5,
            Self::Aid => 10.0,
            Self::Retreat => 6.5,
            Self::Request => 0.0,
            Self::Accuse => -2.5,
            Self::Reject => -2.0,
            Self::Threaten => -3.5,
            Self::Protest => -5.0,
            Self::Sanction => -6.0,
            Self::Mobilize => -5.5,
            Self::Coerce => -7.0,
            Self::Assault => -9.0,
        }
    }
}

impl Mode {
    /// The scale value of this mode under `event`, or `None` where the manual does not give the mode to the type.
    /// Modes that the manual lists without a value take their type's.
    #[must_use]
    pub const fn scale(self, event: EventType) -> Option<f32> {
        match (event, self) {
            (EventType::Consult, Self::Visit) => Some(4.0),
            (EventType::Consult, Self::ThirdParty) => Some(1.0),
            (EventType::Consult, Self::Multilateral) => Some(4.0),
            (EventType::Consult, Self::Phone) => Some(1.5),
            (EventType::Retreat, Self::Withdraw) => Some(8.0),
            (EventType::Retreat, Self::Release) => Some(6.5),
            (EventType::Retreat, Self::Disarm) => Some(10.0),
            (EventType::Retreat, Self::Ceasefire) => Some(7.5),
            (EventType::Retreat, Self::Access) => Some(6.5),
            (EventType::Retreat, Self::Resign) => Some(4.5),
            (EventType::Request, Self::Assist) => Some(0.5),
            (EventType::Request, Self::Change) => Some(-1.0),
            (EventType::Request, Self::Yield) => Some(-1.0),
            (EventType::Request, Self::Meet) => Some(0.0),
            (EventType::Accuse, Self::Disapprove) => Some(-2.0),
            (EventType::Accuse, Self::Investigate) => Some(-3.5),
            (EventType::Accuse, Self::Allege) => Some(-3.5),
            (EventType::Reject, Self::Assist) => Some(-1.5),
            (EventType::Reject, Self::Change) => Some(-2.0),
            (EventType::Reject, Self::Yield) => Some(-2.0),
            (EventType::Reject, Self::Meet) => Some(-2.0),
            (EventType::Threaten, Self::Restrict) => Some(-3.0),
            (EventType::Threaten, Self::Arrest) => Some(-3.5),
            (EventType::Threaten, Self::Relations) => Some(-3.5),
            (EventType::Threaten, Self::Expel) => Some(-3.5),
            (EventType::Threaten, Self::Violence) => Some(-3.5),
            (EventType::Threaten, Self::Territory) => Some(-4.0),
            (EventType::Protest, Self::Demo) => Some(-5.0),
            (EventType::Protest, Self::Riot) => Some(-7.0),
            (EventType::Protest, Self::Strike) => Some(-5.0),
            (EventType::Protest, Self::Hunger) => Some(-4.5),
            (EventType::Protest, Self::Boycott) => Some(-4.5),
            (EventType::Protest, Self::Obstruct) => Some(-4.5),
            (EventType::Protest, Self::Vandalize) => Some(-5.0),
            (EventType::Sanction, Self::Withdraw) => Some(-6.0),
            (EventType::Sanction, Self::Expel) => Some(-5.5),
            (EventType::Sanction, Self::Convict) => Some(-6.0),
            (EventType::Sanction, Self::Discontinue) => Some(-6.0),
            (EventType::Mobilize, Self::Troops) => Some(-6.5),
            (EventType::Mobilize, Self::Weapons) => Some(-6.5),
            (EventType::Mobilize, Self::Police) => Some(-5.5),
            (EventType::Mobilize, Self::Militia) => Some(-6.0),
            (EventType::Coerce, Self::Restrict) => Some(-7.0),
            (EventType::Coerce, Self::Arrest) => Some(-7.0),
            (EventType::Coerce, Self::Seize) => Some(-7.0),
            (EventType::Coerce, Self::Deport) => Some(-7.0),
            (EventType::Coerce, Self::Withhold) => Some(-7.0),
            (EventType::Coerce, Self::Cyber) => Some(-7.0),
            (EventType::Coerce, Self::Censor) => Some(-7.0),
            (EventType::Coerce, Self::Curfew) => Some(-7.0),
            (EventType::Coerce, Self::Misinformation) => Some(-6.5),
            (EventType::Coerce, Self::MartialLaw) => Some(-7.5),
            (EventType::Assault, Self::Abduct) => Some(-9.0),
            (EventType::Assault, Self::Torture) => Some(-9.0),
            (EventType::Assault, Self::Sexual) => Some(-9.0),
            (EventType::Assault, Self::Destroy) => Some(-8.5),
            (EventType::Assault, Self::Beat) => Some(-9.0),
            (EventType::Assault, Self::CrowdControl) => Some(-7.5),
            (EventType::Assault, Self::Primitive) => Some(-8.0),
            (EventType::Assault, Self::Firearms) => Some(-9.0),
            (EventType::Assault, Self::Explosives) => Some(-9.0),
            (EventType::Assault, Self::Targeted) => Some(-9.0),
            (EventType::Assault, Self::SuicideAttack) => Some(-9.0),
            (EventType::Assault, Self::Aerial) => Some(-9.0),
            (EventType::Assault, Self::Drone) => Some(-9.0),
            (EventType::Assault, Self::HeavyWeapons) => Some(-9.5),
            (EventType::Assault, Self::Unconventional) => Some(-10.0),
            _ => None,
        }
    }

    /// Whether the manual gives this mode to `event`.
    #[must_use]
    pub const fn fits(self, event: EventType) -> bool {
        self.scale(event).is_some()
    }
}

impl Sector {
    /// Sectors as PLOVER writes several, joined by `+`: `CVL+OPP`; `None` of none.
    #[must_use]
    pub fn joined(sectors: &[Self]) -> Option<String> {
        let codes: Vec<_> = sectors.iter().map(|s| s.as_str()).collect();
        (!codes.is_empty()).then(|| codes.join("+"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_agree_in_sign_with_the_quad() {
        for &event in EventType::ALL {
            let conflict = matches!(event.quad(), Quad::VerbalConflict | Quad::MaterialConflict);
            assert!(if conflict { event.scale() <= 0.0 } else { event.scale() > 0.0 }, "{event}");
        }
    }

    #[test]
    fn modes_belong_to_types() {
        assert!(Mode::Visit.fits(EventType::Consult));
        assert!(!Mode::Visit.fits(EventType::Assault));
        for &mode in Mode::ALL {
            assert!(EventType::ALL.iter().any(|&e| mode.fits(e)), "{mode}");
        }
    }
}
