"""All that there is to be asked of a partnership, written out."""

OWNER = "printed agency { name kind } area { name } partnership { name code }"
BY = "recordedAt recordedAfterTheFact recordedBy { name }"
SOURCES = "sources(first: 2) { nodes { field document place reading printed edition { title } } }"
PRIORITY = "code kind number position title why alsoServes comesFrom parent { code title }"
ACTION = f"""code text timescale status statusOn percentComplete rag {SOURCES}
    timespan {{ startsOn endsBefore recurs condition doubt basis }}
    parties {{ role kind unit printed roleBasis agency {{ code name }} }}
    listings {{ number position priority {{ code title }} }}
    tackles {{ code title }}
    updates(first: 3) {{ nodes {{ status happenedOn percentComplete rag comment {BY} }} }}
    measures {{ printed kind target targetTo unit per countSoFar countedOn
        counts(first: 2) {{ nodes {{ value happenedOn comment {BY} }} }} }}"""
STATEMENT = "code kind number position wording priorities { code title }"
OBJECTIVE = f"""code number position wording direction measuredBy priorities {{ code title }}
    target {{ printed kind value unit }} owner {{ {OWNER} }} indicator {{ code name }}
    due {{ printed period {{ id type start end label complete }} }}"""
PRIORITY_SET = f"""code position name order owner {{ {OWNER} }}
    dated {{ printed period {{ label }} }}
    items {{ number title ourRole alignedToNone lead {{ {OWNER} }} alignedTo {{ code title }} }}"""
DOCUMENT = f"""code position title owner {{ {OWNER} }} dated {{ printed period {{ label }} }}"""
KPI = """code position wording baseline target note area { name } indicator { name unit }
    priority { title } series(periods: {expr: "FY2021"}) { values }"""
EDITION = f"""code title state startsOn endsBefore publishedOn source {SOURCES}
    plan {{ code title }} partnership {{ name }}
    transitions(first: 3) {{ nodes {{ to happenedOn note {BY} }} }}
    priorities(first: 3) {{ nodes {{ {PRIORITY}
        children(first: 2) {{ nodes {{ {PRIORITY} }} }}
        tackledBy(first: 2) {{ nodes {{ code }} }} }} }}
    statements(first: 3) {{ nodes {{ {STATEMENT} }} }}
    objectives(first: 3) {{ nodes {{ {OBJECTIVE} }} }}
    prioritySets(first: 3) {{ nodes {{ {PRIORITY_SET} }} }}
    externalDocuments(first: 3) {{ nodes {{ {DOCUMENT} }} }}
    kpis(first: 3) {{ nodes {{ {KPI} }} }}
    actions(first: 3) {{ nodes {{ {ACTION} }} }}"""
FOLLOWED = """kind happenedOn inPracticeFrom note source carries { kind named } left { kind named }
    predecessor { code name } successor { code name }"""
PARTNERSHIP = f"""code onsCode name startsOn endsBefore revision updatedAt {SOURCES}
    areas {{ startsOn endsBefore area {{ code name }} }}
    members(first: 9) {{ nodes {{ capacity printed startsOn endsBefore coordinatorFrom
        coordinatorBefore agency {{ code name kind }} }} }}
    appointments(first: 9) {{ nodes {{ role printed startsOn endsBefore agency {{ name }} }} }}
    predecessors(first: 3) {{ nodes {{ {FOLLOWED} }} }}
    successors(first: 3) {{ nodes {{ {FOLLOWED} }} }}
    editions(first: 2) {{ nodes {{ {EDITION} }} }}"""
# What a partnership shows on a day.
PLAN = f"""code title startsOn endsBefore inForce edition {{ {EDITION} }}"""
