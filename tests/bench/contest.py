"""Runs whole processes side by side: contestants take turns within each round, so that noise hits all alike."""
import os, statistics, subprocess, time


class Contestant:
    """A command, and what its runs took. `good` are the exit codes of a run that did its work; with `fresh_cache` no run finds a compiled pack."""

    def __init__(self, name, command, good=(0,), fresh_cache=False):
        self.name, self.command, self.good, self.fresh_cache = name, command, good, fresh_cache
        self.wall, self.cpu, self.peak = [], [], []  # seconds, seconds, bytes

    def median(self, what):
        return statistics.median(getattr(self, what))


class Contest:
    """Where runs happen: the measuring process, the folder for outputs, and the cache of compiled packs."""

    def __init__(self, measure, work, say):
        self.measure, self.work, self.say, self.fresh = measure, work, say, 0
        self.cache = os.path.join(work, "cache")

    def output(self, contestant):
        return os.path.join(self.work, "outputs", contestant.name.replace(" ", "-").replace("/", "-"))

    def environment(self, contestant):
        cache = self.cache
        if contestant.fresh_cache:
            self.fresh += 1
            cache = os.path.join(self.work, "caches", str(self.fresh))
        return os.environ | {"XDG_CACHE_HOME": cache, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}

    def start(self, contestant, output):
        return subprocess.Popen([self.measure, output] + contestant.command, cwd=self.work, env=self.environment(contestant),
                                stdout=subprocess.PIPE, text=True)

    def finish(self, contestant, process, output):
        line = process.communicate()[0]
        if process.returncode != 0:
            raise SystemExit(f"{contestant.name}: cannot be run")
        wall, user, system, peak, code = line.split()
        if int(code) not in contestant.good:
            with open(output + ".messages", errors="replace") as messages:
                raise SystemExit(f"{contestant.name}: exit code {code}: {' '.join(contestant.command)}\n{messages.read()[:2000]}")
        return float(wall), float(user) + float(system), int(peak) * 1024

    def run_once(self, contestant):
        output = self.output(contestant)
        took = self.finish(contestant, self.start(contestant, output), output)
        for values, value in zip((contestant.wall, contestant.cpu, contestant.peak), took):
            values.append(value)

    def rounds(self, title, contestants, count, before=None):
        """One run of each that does not count (files and packs come into their caches), then COUNT rounds. `before` empties caches before each
        run instead, and then all runs count."""
        self.say(f"{title}: {', '.join(c.name for c in contestants)}; {count} rounds")
        if not before:
            for contestant in contestants:
                self.run_once(contestant)
                for values in (contestant.wall, contestant.cpu, contestant.peak):
                    values.clear()
        for _ in range(count):
            for contestant in contestants:
                if before:
                    before(contestant)
                self.run_once(contestant)

    def together(self, contestant, count):
        """Seconds until COUNT processes that start at once have all ended."""
        outputs = [f"{self.output(contestant)}.{i}" for i in range(count)]
        start = time.perf_counter()
        processes = [self.start(contestant, output) for output in outputs]
        for process, output in zip(processes, outputs):
            self.finish(contestant, process, output)
        return time.perf_counter() - start
