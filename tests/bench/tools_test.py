#!/usr/bin/env python3
"""Tests of generate.py, variants.py and the race itself. Usage: tools_test.py SEKISHO MEASURE. Ends with `N passed, M failed`."""
import collections, csv, hashlib, json, os, subprocess, sys, tempfile, unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
FIXTURES = os.path.join(HERE, "..", "fixtures", "terraform")
SEKISHO, MEASURE = (os.path.abspath(path) for path in sys.argv[1:3])


def script(name, *arguments):
    return subprocess.run([sys.executable, os.path.join(HERE, name), *map(str, arguments)], check=True, stdout=subprocess.PIPE).stdout


def source(name):
    return os.path.join(FIXTURES, name, "plan.json")


def managed(plan):
    return [change["address"] for change in plan["resource_changes"] if change["mode"] == "managed"]


def verdicts(plan, *packs):
    """How many findings a rule has of each verdict."""
    options = [word for pack in packs for word in ("--pack", pack)]
    done = subprocess.run([SEKISHO, "check", plan, "-o", "csv", "--all", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode > 2:
        raise AssertionError(done.stderr)
    return collections.Counter((row["rule"], row["verdict"]) for row in csv.DictReader(done.stdout.splitlines()))


class Generator(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def made(self, name, count, *options):
        path = os.path.join(self.folder.name, f"{name}.json")
        script("generate.py", "--source", source(name), "--resources", count, "--output", path, *options)
        return path

    def read(self, path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    def test_as_many_resources_as_asked(self):
        for count in (1, 73, 74, 75, 500):
            addresses = managed(self.read(self.made("demo", count)))
            self.assertEqual(len(addresses), count)
            self.assertEqual(len(set(addresses)), count, "an address stands twice")

    def test_planned_values_hold_the_same_resources(self):
        plan = self.read(self.made("modules_and_keys", 100))

        def below(module):
            return [r["address"] for r in module.get("resources", [])] + [a for child in module.get("child_modules", []) for a in below(child)]
        planned = [a for a in below(plan["planned_values"]["root_module"]) if ".data." not in a]
        self.assertEqual(sorted(planned), sorted(managed(plan)))

    def test_same_seed_same_bytes(self):
        def digest(seed):
            return hashlib.sha256(script("generate.py", "--source", source("demo"), "--resources", 200, "--seed", seed)).hexdigest()
        self.assertEqual(digest(5), digest(5))
        self.assertNotEqual(digest(5), digest(6))

    def test_unit_is_the_first_resources(self):
        plan = self.read(self.made("demo", 30, "--unit", 10))
        own = managed(self.read(source("demo")))[:10]
        self.assertEqual(managed(plan), [f"module.copy[{copy}].{address}" for copy in range(3) for address in own])

    def test_names_differ_between_copies(self):
        for name in ("demo", "coverage_1"):
            plan = self.read(self.made(name, 2 * len(managed(self.read(source(name))))))
            buckets = [c["change"]["after"]["bucket"] for c in plan["resource_changes"] if c["type"] == "aws_s3_bucket" and c["change"]["after"].get("bucket")]
            self.assertGreater(len(buckets), 1)
            self.assertEqual(len(set(buckets)), len(buckets))

    def test_verdicts_grow_with_the_copies(self):
        """Five copies: five times the findings of each rule but of those about the account, of which there is one."""
        for name in ("demo", "references", "modules_and_keys", "updates"):
            once = verdicts(source(name))
            five = verdicts(self.made(name, 5 * len(managed(self.read(source(name))))))
            for (rule, verdict), count in once.items():
                if ".account_" not in rule:
                    self.assertEqual(five[rule, verdict], 5 * count, f"{name}: {rule} {verdict}")
            self.assertGreater(sum(count for (_, verdict), count in five.items() if verdict == "fail"), 0)


class Variants(unittest.TestCase):
    def test_twenty_times_the_failures(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn(b"320 rules", script("variants.py", "--output", folder))
            lint = subprocess.run([SEKISHO, "lint", "--strict", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            self.assertEqual(lint.returncode, 0, lint.stdout)
            for name in ("demo", "coverage_1"):
                few, many = verdicts(source(name), os.path.join(HERE, "checks")), verdicts(source(name), folder)
                self.assertGreater(len(few), 0)
                for (rule, verdict), count in few.items():
                    short = rule.removeprefix("bench.")
                    got = [many[f"bench.v{variant}.{short}_v{variant}", verdict] for variant in range(20)]
                    self.assertEqual(got, [count] * 20, f"{name}: {rule} {verdict}")

    def test_no_two_rules_are_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            script("variants.py", "--output", folder)
            texts = set()
            for variant in range(20):
                with open(os.path.join(folder, f"v{variant}.seki"), encoding="utf-8") as file:
                    # Without the names, the parameters and all rules must differ all the same.
                    head, *rules = file.read().replace(f"_v{variant} ", " ").replace(f".v{variant}\n", "\n").split("\nrule ")
                    parameters = head[head.index("param"):]
                    texts |= {rule + parameters if "anywhere" in rule or "administers" in rule else rule for rule in rules}
            self.assertEqual(len(texts), 320)


class Measure(unittest.TestCase):
    def run_it(self, *command):
        with tempfile.TemporaryDirectory() as folder:
            line = subprocess.run([MEASURE, os.path.join(folder, "out"), *command], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
            return float(line[0]), float(line[1]) + float(line[2]), int(line[3]), int(line[4])

    def test_time_memory_and_exit_code(self):
        wall, cpu, peak, code = self.run_it("/bin/sh", "-c", "sleep 0.2; exit 7")
        self.assertEqual(code, 7)
        self.assertGreaterEqual(wall, 0.2)
        self.assertLess(cpu, 0.15, "sleeping is no work")
        self.assertLess(peak, 16 * 1024, "a shell is small, whatever started it")
        _, _, peak, _ = self.run_it(sys.executable, "-c", "b'x' * (64 << 20)")
        self.assertGreater(peak, 64 * 1024)

    def test_no_such_program(self):
        self.assertNotEqual(subprocess.run([MEASURE, "/dev/null", "/no/such/program"], stdout=subprocess.PIPE, stderr=subprocess.PIPE).returncode, 0)


class Figures(unittest.TestCase):
    def test_report_says_what_is_met(self):
        from report import Line, Report
        report = Report()
        report.line(Line("a", "1 ×", True, "0.5 ×"))
        report.line(Line("b", "1 ×", False, "3 ×"))
        report.line(Line("c", "1 ×", None, "not installed"))
        text = report.markdown([("cores", "2")])
        self.assertIn("| a | 1 × | 0.5 × | met |", text)
        self.assertIn("| b | 1 × | 3 × | not met |", text)
        self.assertIn("| c | 1 × | not installed | not measured |", text)

    def test_contestants_take_turns_and_the_first_run_does_not_count(self):
        from contest import Contest, Contestant
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "outputs"))
            log = os.path.join(folder, "log")
            pair = [Contestant(name, ["/bin/sh", "-c", f"echo {name} >> {log}"]) for name in "ab"]
            Contest(MEASURE, folder, lambda _: None).rounds("", pair, 2)
            with open(log) as file:
                self.assertEqual(file.read().split(), ["a", "b"] * 3)
            self.assertEqual([len(c.wall) for c in pair], [2, 2])

    def test_a_run_that_breaks_stops_the_race(self):
        from contest import Contest, Contestant
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "outputs"))
            with self.assertRaises(SystemExit):
                Contest(MEASURE, folder, lambda _: None).rounds("", [Contestant("a", ["/bin/sh", "-c", "exit 3"], good=(0, 1, 2))], 1)


class Exports(unittest.TestCase):
    def test_assets_are_the_same_bytes_each_time_and_their_references_hold(self):
        text = script("generate_assets.py", "--assets", 4000).decode()
        self.assertEqual(text, script("generate_assets.py", "--assets", 4000).decode())
        self.assertNotEqual(text, script("generate_assets.py", "--assets", 4000, "--seed", 2).decode())
        lines = [json.loads(line) for line in text.splitlines()]
        assets = [line for line in lines if "resource" in line]
        names = collections.Counter(asset["name"] for asset in assets)
        self.assertLess(max(names.values()), 3, "a name is there once, or again with a later change")
        deleted = sum("deleted" in line for line in lines)
        self.assertTrue(0 < deleted < 60)
        for line in lines:
            if "iam_policy" in line:
                self.assertNotIn("resource", line, "content types stand in lines of their own")
        networks = {asset["name"].removeprefix("//compute.googleapis.com/") for asset in assets if asset["asset_type"] == "compute.googleapis.com/Network"}
        named = [asset["resource"]["data"]["network"].removeprefix("https://www.googleapis.com/compute/v1/") for asset in assets if asset["asset_type"] == "compute.googleapis.com/Firewall"]
        missing = sum(name not in networks for name in named)
        self.assertTrue(len(named) > 100 and missing < len(named) / 20, f"{missing} of {len(named)} firewalls are of a network that is not there")

    def test_what_is_generated_is_read_without_a_word_of_what_it_lacks(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, arguments in (("aws.json", ("generate_aws_config.py", "--items", 800)), ("assets.ndjson", ("generate_assets.py", "--assets", 800))):
                path = os.path.join(folder, name)
                with open(path, "wb") as file:
                    file.write(script(*arguments))
                found = verdicts(path)
                self.assertTrue(any(verdict == "fail" for _, verdict in found) and any(verdict == "pass" for _, verdict in found), name)


class Race(unittest.TestCase):
    def test_a_whole_race_on_small_plans(self):
        with tempfile.TemporaryDirectory() as work:
            for folder in ("outputs", "caches", "variants"):
                os.mkdir(os.path.join(work, folder))
            for name, count in (("plan250", 74), ("one", 1), ("plan74", 74), ("plan740", 740)):
                script("generate.py", "--source", source("demo"), "--resources", count, "--output", os.path.join(work, name + ".json"))
            script("variants.py", "--output", os.path.join(work, "variants"))
            checks, record = os.path.join(HERE, "checks"), os.path.join(work, "RESULTS.md")
            text = script("compare.py", "--sekisho", SEKISHO, "--measure", MEASURE, "--work", work, "--checks", checks, "--variants", os.path.join(work, "variants"),
                          "--own-pack", checks, "--record", record, "--rounds", 1, "--cold-rounds", 0, "--large", 740, "--large-rounds", 1).decode()
            lines = {line.split("  ")[0]: line.split()[-1] for line in text[text.index("Issues 4 and 5"):].splitlines()}
            self.assertEqual(lines["the variants: failures of 320 checks"], "met")
            self.assertEqual(lines["the generator: failures of the sixteen checks"], "met")
            self.assertEqual(lines["the same against OPA"], "measured", "a peer that is not there is `not measured`")
            with open(record, encoding="utf-8") as file:
                self.assertIn("| the generator: failures of the sixteen checks | 10 × as many |", file.read())


def main():
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=0).run(unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__]))
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
