#!/usr/bin/env python3
"""Races sekisho against gator on 2,000 Deployments with the same six rules: processor time of whole processes that take turns, warm.

usage: race.py SEKISHO MEASURE GATOR GATOR_RULES [ROUNDS]

MEASURE is built from ../measure.cc, GATOR_RULES the constraint template of the shared bench (k8s/gator.yaml). Exit code 1 when the two find another
number of violations, or sekisho takes more than a twentieth of gator's time.
"""
import os, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), HERE]
from contest import Contest, Contestant
import deployments

AT_MOST = 1 / 20


def lines(path):
    with open(path, encoding="utf-8") as file:
        return sum(1 for _ in file)


def main(sekisho, measure, gator, rules, rounds="7"):
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(os.path.join(work, "outputs"))
        stream = os.path.join(work, "deployments.yaml")
        with open(stream, "w", encoding="utf-8") as file:
            file.writelines(deployments.deployment(number) + "\n" for number in range(2000))
        contest = Contest(os.path.abspath(measure), work, lambda text: print(text, file=sys.stderr))
        ours = Contestant("sekisho", [os.path.abspath(sekisho), "check", "-o", "csv", "--pack", HERE, stream], (1,))
        theirs = Contestant("gator", [os.path.abspath(gator), "test", "-f", stream, "-f", os.path.abspath(rules)], (1,))
        contest.rounds("2,000 Deployments, six rules", [ours, theirs], int(rounds))
        found, found_by_gator = lines(contest.output(ours)) - 1, lines(contest.output(theirs))
        ratio = ours.median("cpu") / theirs.median("cpu")
        for each in (ours, theirs):
            print(f"{each.name}: {each.median('cpu') * 1000:.0f} ms of processor time, {each.median('wall') * 1000:.0f} ms, {each.median('peak') / 2**20:.0f} MiB")
        print(f"violations: sekisho {found}, gator {found_by_gator}; processor time 1/{1 / ratio:.1f} of gator's, at most 1/{1 / AT_MOST:.0f}")
        return 0 if found == found_by_gator and ratio <= AT_MOST else 1


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
