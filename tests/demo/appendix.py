"""Appendix 1 of Dartford & Gravesham's plan, read a second time: three columns, row by row.

Copied from the document and not from the demo's record, which is held against it.
"""

from typing import Final

Row = tuple[str, str]  # "Lead Agency & Partners", "Timescales"

LONG: Final = "2008 / 2011"
REPEAT: Final = (
    "North Kent Police, DBC & GBC, National Probation Service, YOS, HM Prison Service",
    LONG,
)
TIER_2: Final = "1 year 4.08 3 yrs based on evidence of success"
FUNDED: Final = "Till Sept 2008. Extension of the campaign is subject to further funding"
AT_THE_GROUPS: Final = (
    "DBC & GBC, North Kent Police, Social Services, Mental Health Service, YOS, "
    "Education, Youth Service, RSL's"
)
AT_THE_SHOWS: Final = (
    "North Kent Police, DBC & GBC PSU's, KCC Social Services, West Kent PCT, KF& RS, "
    "Ambulance Service"
)
AT_THE_SHOP: Final = (
    "Violent Crime Sub Group, North Kent Domestic Abuse Forum, North Kent Police, All Partners"
)
ROWS: Final[dict[str, tuple[Row, ...]]] = {
    "acquisitive-crime": (
        REPEAT,
        ("North Kent Police", "2008"),
        ("North Kent Police", LONG),
        ("Neighbourhood Watch Coordinator", LONG),
        ("DBC & GBC PSU's", LONG),
        ("Neighbourhood Watch Coordinators", LONG),
        ("North Kent Police, DBC & GBC PSU's", "2008/11"),
    ),
    "anti-social-behaviour": (
        ("DBC & GBC PSU's", LONG),
        (AT_THE_GROUPS, LONG),
        ("North Kent Police, DBC & GBC PSU's", LONG),
        ("North Kent Police, KF & RS, Ambulance Service, Public Safety Units", "2008"),
        ("NHW, PACT, North Kent Police, DBC & GBC PSU's", LONG),
        ("DBC & GBC, Neighbourhood Watch, PACT Panels", "2008"),
        ("DBC & GBC Clean Kent Group", LONG),
        ("DBC & GBC", LONG),
        ("DBC & GBC Enforcement Teams", LONG),
        ("DBC & GBC Enforcement Teams,", LONG),
        ("DBC & GBC Enforcement Teams, North Kent Police", LONG),
        ("DBC & GBC PSU's", LONG),
        ("DBC & GBC PSU's, North Kent Police", "2008"),
        ("DBC & GBC Enforcement Teams,", LONG),
    ),
    "public-confidence": (
        ("DBC & GBC PSU's, & All Partners", LONG),
        ("DBC & GBC PSU's", "2008"),
        ("DBC & GBC PSU's, & All Partners", LONG),
        ("DBC & GBC PSU's, & All Partners", "2008"),
        ("DBC & GBC PSU's, & All Partners", LONG),
    ),
    "substance-misuse": (
        REPEAT,
        ("North Kent Police", LONG),
        ("DBC & GBC PSU's", LONG),
        ("KDAAT", TIER_2),
        ("West Kent PCT, KDAAT", TIER_2),
        ("KDAAT", LONG),
        ("North Kent Police, DBC & GBC", "2008"),
        ("North Kent Police, KCC Trading Standards", LONG),
        ("North Kent Police", "2008"),
        ("DBC & GBC North Kent Police, West Kent PCT", "2008"),
        (AT_THE_SHOWS, LONG),
        ("North Kent Police", LONG),
    ),
    "violent-crime": (
        REPEAT,
        ("D-TAC, G-Safe, North Kent Police", "2008 / 2001"),
        ("North Kent Police, DBC & GBC Licensing Teams", "2008"),
        ("North Kent Police, GBC PSU", "2008"),
        ("North Kent Police", "2008"),
        ("North Kent Police, Youth Sub Group", "2008"),
        ("North Kent Police, British Transport Police, DBC & GBC PSU's", "2008"),
        (AT_THE_SHOP, "2008"),
        ("Violent Crime Sub Group, North Kent Police, All Partners", "2008 / 2009"),
        ("Dartford PSU", FUNDED),
        (
            "Rethink Sahayak, North Kent Police, Violent Crime Subgroup, Domestic Abuse Forum",
            FUNDED,
        ),
    ),
    "young-people": (
        ("DBC & GBC Youth Sub Group", LONG),
        ("YMCA, Youth Sub Group", "2008"),
        ("Youth Sub Group, Youth Service", "2008"),
        ("Youth Sub Group, DAAG Group, Connexions, School Clusters", "2010"),
        ("Youth Sub Group, DAAG Group, Connexions, School Clusters", "2008 / 2009"),
        ("North Kent Domestic Abuse Forum, Violent Crime Group, Youth Sub Group", "2008"),
        ("ARC, YMCA, Youth Sub Group", LONG),
        ("ARC, YMCA, Youth Sub Group", LONG),
        ("Youth Council, Youth Sub Group, DBC & GBC", LONG),
        ("KCC Youth Service, Connexions, Youth Sub Group", LONG),
        ("ARC, Youth Sub Group", LONG),
    ),
}
TACKLES: Final[dict[str, tuple[str, ...]]] = {  # "Tackles Priority Areas", row by row
    "acquisitive-crime": (
        "Acquisitive Crime, Violent Crime, Substance Misuse",
        "Acquisitive Crime, Public Confidence",
        "Acquisitive Crime",
        "Acquisitive Crime, Public Confidence",
        "Acquisitive Crime, Public Confidence",
        "Acquisitive Crime, Public Confidence",
        "Acquisitive Crime",
    ),
    "anti-social-behaviour": (
        "Violent Crime, Anti-social Behaviour, Aquisitive Crime",
        "Public Confidence, Anti-Social Behaviour,",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
        "Public Confidence, Anti-Social Behaviour,",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
        "Anti-Social Behaviour, Public Confidence",
    ),
    "public-confidence": (
        "Public Confidence",
        "Public Confidence, Anti-social Behaviour",
        "Public Confidence, Anti-Social Behaviour, Violent Crime, Acquisitive Crime",
        "Public Confidence, Acquisitive Crime",
        "Public Confidence",
    ),
    "substance-misuse": (
        "Acquisitive Crime, Violent Crime, Substance Misuse,",
        "Substance Misuse, Anti-social Behaviour",
        "Anti-Social Behaviour, Substance Misuse",
        "Violent Crime, Anti-Social Behaviour",
        "Young People, Substance Misuse",
        "Substance Misuse, Anti-social Behaviour",
        "Young People, Substance Misuse",
        "Young People , Substance Misuse",
        "Substance Misuse",
        "Substance Misuse",
        "Substance Misuse, Public Confidence",
        "Substance Misuse",
    ),
    "violent-crime": (
        "Acquisitive Crime, Violent Crime, Substance Misuse,",
        "Substance Misuse, Violent Crime",
        "Substance Misuse, Anti-social Behaviour, Violent Crime",
        "Violent Crime,",
        "Violent Crime, Young People",
        "Violent Crime, Young People",
        "Violent Crime, Young People",
        "Violent Crime",
        "Violent Crime",
        "Violent Crime, Anti-social Behaviour",
        "Violent Crime",
    ),
    "young-people": (
        "Young People, Anti-Social Behaviour",
        "Young People,",
        "Young People",
        "Young People, Substance Misuse, Anti-Social Behaviour",
        "Young People, Substance Misuse, Anti-Social Behaviour",
        "Young People, Violent Crime",
        "Young People",
        "Young People, Anti-Social Behaviour, Acquisitive Crime, Substance Misuse",
        "Young People, Public Confidence,",
        "Young People, Anti-Social Behaviour, Acquisitive Crime, Substance Misuse",
        "Young People, Anti-Social Behaviour, Acquisitive Crime",
    ),
}
# The bodies that a cell names, by words that stand in it.
COUNTY: Final = "kent-county-council"
BODIES: Final = {
    r"North Kent Police": "kent-police",
    r"DBC|Dartford PSU|Public Safety Units": "dartford-borough-council",
    r"GBC|Public Safety Units": "gravesham-borough-council",
    r"KCC|YOS|Social Services|Education|Youth Service": COUNTY,
    r"National Probation Service": "kent-probation-area",
    r"HM Prison Service": "hm-prison-service",
    r"Neighbourhood Watch|NHW": "neighbourhood-watch",
    r"Mental Health Service": "mental-health-service",
    r"KF ?& RS": "kent-fire-and-rescue-service",
    r"Ambulance Service": "south-east-coast-ambulance-service",
    r"KDAAT": "kent-drug-and-alcohol-action-team",
    r"West Kent PCT": "west-kent-pct",
    r"D-TAC": "d-tac",
    r"G-Safe": "g-safe",
    r"British Transport Police": "british-transport-police",
    r"Domestic Abuse Forum": "north-kent-domestic-abuse-forum",
    r"Rethink Sahayak": "rethink-sahayak",
    r"YMCA": "ymca",
    r"Connexions": "connexions",
    r"ARC": "adolescent-resource-centre",
}
GROUPS: Final = {
    r"Youth Sub Group": "Youth Sub Group",
    r"Violent Crime (Sub ?)?[Gg]roup": "Violent Crime Sub Group",
    r"PACT": "PACT panels",
    r"Clean Kent Group": "Clean Kent Group",
    r"DAAG Group": "Drugs and Alcohol Action Group",
    r"Youth Council": "Youth Council",
}
COLLECTIVES: Final = {name: name for name in ("RSL's", "All Partners", "School Clusters")}
