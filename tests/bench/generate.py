#!/usr/bin/env python3
"""Make a Terraform plan of exactly N resources out of a real one, on standard output or in a file.

  generate.py --source PLAN.json[.zst] --resources N [--unit M] [--seed S] [--output FILE]

The source becomes the module `copy`, called with `count`: copy 0, copy 1, … until N managed resources
are there; the last copy may be a part of one. Addresses, names, identities and texts that hold them
are renamed alike within a copy (the number in `team-7-data` goes on counting, `audit` becomes
`audit-c3`), so that references stay inside the copy, joins find as many partners as in the source,
and verdicts about resources scale with the copies. `--unit M` takes only the source's first M
resources as what is copied: with M = 10000, plans of 10,000 and of 100,000 are one and ten copies.
The same source, numbers and seed give the same bytes. Memory: a few times the source, whatever N is.
"""
import argparse, json, re, subprocess, sys

# Attributes of a resource that identify it; texts found there are renamed wherever the source holds them.
IDENTITIES = {"id", "arn", "name", "bucket", "identifier", "cluster_identifier", "function_name", "domain_name", "family",
              "key_name", "repository_name", "replication_group_id", "group_name", "role_name", "alias", "user_name"}
# What every copy shares: the account, its regions and zones, and what AWS itself provides.
SHARED_TYPES = {"aws_region", "aws_caller_identity", "aws_partition", "aws_availability_zones", "aws_canonical_user_id"}
SHARED = re.compile(r"\d{12}|(us|eu|ap|sa|ca|me|af|il|mx|cn)(-gov|-iso\w?)?-(north|south|east|west|central)*-\d[a-z]?|.{0,2}|\d+(\.\d+)*")
WORD = re.compile(r"[A-Za-z0-9_-]+")
CHOICE = re.compile(r"(^|_)(type|mode|class|engine|protocol|status|level)$")  # attributes that choose among the provider's words
NUMBER = re.compile(r"(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])")
MODULE = "copy"


def dumped(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Names:
    """The words that identify something in the source, and what they are called in a copy."""

    def __init__(self, resources):
        self.words = set()
        for kind, values in resources:
            if kind not in SHARED_TYPES:
                for key in IDENTITIES & values.keys():
                    self.add(values[key])
        numbers = [int(n) for word in self.words for n in NUMBER.findall(word)[:1]]
        self.stride = 1 + max([n for n in numbers if n < 1_000_000], default=0)

    def add(self, text):
        """Of a path or an ARN the last part names the thing, of a domain the first label."""
        if not isinstance(text, str) or SHARED.fullmatch(text):
            return
        word = re.split(r"[/:]", text.rstrip("/:*"))[-1].split(".")[0]
        if WORD.fullmatch(word) and not SHARED.fullmatch(word):
            self.words.add(word)

    def renamed(self, word, copy):
        if copy == 0:
            return word
        number = NUMBER.search(word)
        if number and int(number.group()) < 1_000_000:
            return f"{word[:number.start()]}{int(number.group()) + self.stride * copy}{word[number.end():]}"
        return f"{word}-c{copy}"


class Template:
    """A piece of JSON in which a copy's names are put; prepared once, written once per copy."""

    def __init__(self, value, names):
        self.names = names
        text = dumped(self.marked(value, ""))
        self.parts = re.split(r"\\u0001(.*?)\\u0002", text)

    def marked(self, value, key):
        """The value with every word that is to be renamed between the characters 1 and 2."""
        if isinstance(value, dict):
            if key in ("tags", "tags_all"):  # of tags only this one names the thing; `class = internal` stays though a server is called so
                return {k: self.marked(child, k) if k == "Name" else child for k, child in value.items()}
            return {k: self.marked(child, k) for k, child in value.items()}
        if isinstance(value, list):
            return [self.marked(child, key) for child in value]
        if isinstance(value, str) and not CHOICE.search(key):
            return WORD.sub(lambda m: f"\1{m.group()}\2" if m.group() in self.names.words else m.group(), value)
        return value

    def text(self, copy):
        parts = list(self.parts)
        for i in range(1, len(parts), 2):
            parts[i] = self.names.renamed(parts[i], copy)
        return "".join(parts)


class Located:
    """A template whose value lies at an address: the address takes the copy's module before it and is itself never renamed."""

    def __init__(self, value, names, keys=("address", "module_address", "previous_address", "resource")):
        self.head = [(key, value[key]) for key in keys if value.get(key)]
        rest = {key: child for key, child in value.items() if key not in keys and key not in ("type", "name", "mode", "provider_name", "index")}
        # What the configuration calls the resource is no name of the cloud's.
        self.kept = {key: value[key] for key in ("mode", "type", "name", "index", "provider_name") if key in value}
        self.body = Template(rest, names)

    def text(self, copy):
        prefix = f"module.{MODULE}[{copy}]"
        head = {key: f"{prefix}.{address}" for key, address in self.head}
        if "address" in head and "type" in self.kept:
            head.setdefault("module_address", prefix)
        body = self.body.text(copy)
        return dumped(head | self.kept)[:-1] + ("," + body[1:] if body != "{}" else "}")


class ModuleTree:
    """`root_module` of planned values or of a state, with only the resources that are wanted."""

    def __init__(self, module, names):
        self.address = module.get("address")
        self.resources = [(r["address"], Located(r, names, keys=("address",))) for r in module.get("resources", [])]
        self.children = [ModuleTree(child, names) for child in module.get("child_modules", [])]

    def text(self, copy, wanted):
        prefix = f"module.{MODULE}[{copy}]"
        address = f"{prefix}.{self.address}" if self.address else prefix
        # In module trees a resource has no `module_address`.
        resources = [t.text(copy).replace(f',"module_address":"{prefix}"', "", 1) for a, t in self.resources if a in wanted]
        children = [text for text in (child.text(copy, wanted) for child in self.children) if text]
        if not resources and not children:
            return ""
        parts = ['"resources":[' + ",".join(resources) + "]"] if resources else []
        parts.append('"address":' + json.dumps(address))
        if children:
            parts.append('"child_modules":[' + ",".join(children) + "]")
        return "{" + ",".join(parts) + "}"


def managed(change):
    return change.get("mode") == "managed"


def truncated(changes, count):
    """The changes without managed resources past the first COUNT."""
    kept, seen = [], 0
    for change in changes:
        if managed(change):
            seen += 1
            if seen > count:
                continue
        kept.append(change)
    return kept


def modules(root):
    yield root
    for child in root.get("child_modules", []):
        yield from modules(child)


def called(configuration, variables, copies):
    """The source's root module as the module that is called COPIES times; providers and variables stay with the new root."""
    arguments = {name: {"constant_value": value.get("value")} for name, value in variables.items()}
    module = configuration.get("root_module", {})
    call = {"source": f"./{MODULE}", "expressions": arguments, "count_expression": {"constant_value": copies}, "module": module}
    moved = dict(configuration)
    moved["root_module"] = {"module_calls": {MODULE: call}} | ({"variables": module["variables"]} if "variables" in module else {})
    providers = {}
    for key, provider in configuration.get("provider_config", {}).items():
        if provider.get("module_address"):
            provider = provider | {"module_address": f"module.{MODULE}." + provider["module_address"]}
            key = f"module.{MODULE}." + key
        providers[key] = provider
    if providers:
        moved["provider_config"] = providers
    return moved


class Copies:
    """Writes the plan, copy after copy; `copies` are numbers, each with the addresses of the source that are in that copy."""

    def __init__(self, plan, total, unit, seed):
        self.plan = plan
        self.changes = truncated(plan["resource_changes"], unit)
        size = sum(managed(change) for change in self.changes)
        if size == 0:
            raise SystemExit("generate.py: the source has no managed resource")
        whole, rest = divmod(total, size)
        self.known = {change["address"] for change in plan["resource_changes"]}
        self.copies = [(seed + i, {change["address"] for change in self.changes}) for i in range(whole)]
        if rest:
            self.copies.append((seed + whole, {change["address"] for change in truncated(self.changes, rest)}))
        self.called = seed + len(self.copies)  # `count` counts from 0, so a seed moves its end, too
        self.names = Names(self.identified())

    def identified(self):
        """Type and values of all that is copied, before and after the plan."""
        for change in self.changes:
            for side in ("before", "after"):
                yield change["type"], change["change"].get(side) or {}
        for module in modules(self.root("prior_state")):
            for resource in module.get("resources", []):
                yield resource["type"], resource.get("values", {})

    def root(self, key):
        value = self.plan.get(key, {})
        return value.get("values", value).get("root_module", {})

    def array(self, values, key):
        """Elements of a list that lie at an address; what lies at none of the changes' addresses is in every copy."""
        templates = [(value[key], Located(value, self.names)) for value in values]
        return (template.text(copy) for copy, part in self.copies for address, template in templates if address in part or address not in self.known)

    def modules(self, key):
        """A tree of values for each copy; what stands in the state alone is in every copy."""
        root = self.root(key)
        tree = ModuleTree(root, self.names)
        alone = {resource["address"] for module in modules(root) for resource in module.get("resources", [])} - self.known
        return (text for text in (tree.text(copy, part | alone) for copy, part in self.copies) if text)

    def write(self, out):
        def listed(head, texts, tail):
            out.write(head)
            for i, text in enumerate(texts):
                out.write(("," if i else "") + text)
            out.write(tail)

        separator = "{"
        for key, value in self.plan.items():
            if key in ("output_changes", "checks"):  # of the source's root module; those of a called module a plan does not list
                continue
            out.write(f"{separator}{json.dumps(key)}:")
            separator = ","
            if key in ("resource_changes", "resource_drift"):
                listed("[", self.array(self.changes if key == "resource_changes" else value, "address"), "]")
            elif key == "relevant_attributes":
                listed("[", self.array(value, "resource"), "]")
            elif key == "planned_values":
                listed('{"root_module":{"child_modules":[', self.modules(key), "]}}")
            elif key == "prior_state":
                head = "".join(f"{json.dumps(k)}:{dumped(v)}," for k, v in value.items() if k != "values")
                listed("{" + head + '"values":{"root_module":{"child_modules":[', self.modules(key), "]}}}")
            elif key == "configuration":
                out.write(dumped(called(value, self.plan.get("variables", {}), self.called)))
            else:
                out.write(dumped(value))
        out.write("}\n")


def read(path):
    if path.endswith(".zst"):
        return json.loads(subprocess.run(["zstd", "-dcq", path], check=True, stdout=subprocess.PIPE).stdout)
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", required=True, help="a plan as `terraform show -json` writes it")
    parser.add_argument("--resources", required=True, type=int, help="managed resources in the plan that is made")
    parser.add_argument("--unit", type=int, default=sys.maxsize, help="copy only the source's first M managed resources")
    parser.add_argument("--seed", type=int, default=0, help="number of the first copy (default 0: names as in the source)")
    parser.add_argument("--output", default="-")
    options = parser.parse_args()
    if options.resources < 1 or options.unit < 1 or options.seed < 0:
        parser.error("--resources and --unit begin at 1, --seed at 0")
    copies = Copies(read(options.source), options.resources, options.unit, options.seed)
    if options.output == "-":
        copies.write(sys.stdout)
    else:
        with open(options.output, "w", encoding="utf-8", buffering=1 << 20) as out:
            copies.write(out)


if __name__ == "__main__":
    main()
