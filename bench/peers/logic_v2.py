"""Scores pairs with nomenklatura's LogicV2, for `bench/peers.mjs`.

Reads one pair a line as JSON, `{"set", "schema", "query", "listing"}` with FollowTheMoney properties;
writes one JSON object: for each set the scores, and the CPU seconds that comparing alone took.
"""

import json
import sys
import time
from importlib.metadata import version

from followthemoney import model
from nomenklatura.matching import LogicV2

made = {}


def entity(schema, properties):
    """The entity of a text, made once: the same listing is asked for many times."""
    key = (schema, json.dumps(properties, sort_keys=True))
    if key not in made:
        new = model.make_entity(schema)
        new.id = f"e{len(made)}"
        for name, values in properties.items():
            new.add(name, values, quiet=True)
        made[key] = new
    return made[key]


def main():
    sets = {}
    for line in sys.stdin:
        pair = json.loads(line)
        query = entity(pair["schema"], pair["query"])
        listing = entity(pair["schema"], pair["listing"])
        sets.setdefault(pair["set"], []).append((query, listing))
    config = LogicV2.default_config()
    result = {"version": version("nomenklatura"), "sets": {}}
    # The first comparisons of each schema load its tables, which takes seconds.
    for pairs in sets.values():
        seen = {}
        for query, listing in pairs:
            seen[query.schema.name] = seen.get(query.schema.name, 0) + 1
            if seen[query.schema.name] <= 20:
                LogicV2.compare(query, listing, config)
    for name, pairs in sets.items():
        started = time.process_time()
        scores = [LogicV2.compare(query, listing, config).score for query, listing in pairs]
        result["sets"][name] = {"seconds": time.process_time() - started, "scores": scores}
    json.dump(result, sys.stdout)


main()
