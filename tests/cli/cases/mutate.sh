# `sekisho test --mutate`: what the tests notice, survivors with and without a reason, the exit codes.
mkdir -p mutants
cat > mutants/rules.seki <<'END'
language 1
package mutants

rule queue_keeps_messages {
  title    en "Queues keep messages"
           ja "キューはメッセージを保持する"
  severity low
  for      queue in terraform.aws_sqs_queue
  where    present queue.message_retention_seconds
  require  queue.message_retention_seconds > 60
}
END
cat > mutants/rules_test.seki <<'END'
language 1
package mutants

test queue_keeps_messages {
  case "long" pass { terraform.aws_sqs_queue q { name: "q", message_retention_seconds: 100 } }
  case "short" fail { terraform.aws_sqs_queue q { name: "q", message_retention_seconds: 10 } }
}
END

it "mutate: says which changes no test notices, where and what they are"
sekisho test --mutate mutants
exits 0
says "survived  mutants.queue_keeps_messages"
says "mutants/rules.seki:10:12"
says "-> queue.message_retention_seconds >= 60"
says "survived, 0 of them with a reason"

it "mutate: below --at-least is a failure"
sekisho test --mutate --at-least 100 mutants
exits 1
sekisho test --mutate --at-least 40 mutants
exits 0

it "mutate: survivors with a reason, one without, one that is none"
printf 'subject,was,becomes,reason\n' > survivors.csv
sekisho test --mutate mutants --survivors survivors.csv
exits 1
sekisho test --mutate mutants --json
exits 0
if command -v python3 >/dev/null; then
  python3 - "$out" <<'END' > survivors.csv
import csv, json, sys
rows = csv.writer(sys.stdout, lineterminator="\n")
rows.writerow(["subject", "was", "becomes", "reason"])
for mutant in json.load(open(sys.argv[1])):
    if mutant["outcome"] == "survived":
        rows.writerow([mutant["subject"], mutant["was"], mutant["becomes"], "a minute more or less is the same"])
END
  sekisho test --mutate mutants --survivors survivors.csv
  exits 0
  says "a minute more or less is the same"
  says_not "survived  "
  printf 'mutants.queue_keeps_messages,60,62,no such change\n' >> survivors.csv
  sekisho test --mutate mutants --survivors survivors.csv
  exits 3
  complains "no change of it is the one named here"
fi
printf 'subject,was,becomes,reason\nmutants.queue_keeps_messages,queue.message_retention_seconds > 60,true,not so\n' > survivors.csv
sekisho test --mutate mutants --survivors survivors.csv
exits 3
complains "a test notices this change"
printf 'subject,was,becomes,reason\nmutants.queue_keeps_messages,60,61,\n' > survivors.csv
sekisho test --mutate mutants --survivors survivors.csv
exits 3
complains "needs a reason"

it "mutate: a test that fails from the start, and options that do not go"
sed 's/short" fail/short" pass/' mutants/rules_test.seki > mutants/broken_test.seki
sekisho test --mutate mutants
exits 3
complains "fails before anything is changed"
rm mutants/broken_test.seki
sekisho test --at-least 90 mutants
exits 3
complains "goes with \`--mutate\`"
sekisho test --mutate --at-least many mutants
exits 3
complains "is no percentage"
sekisho test --mutate --filter nothing mutants
exits 3
complains "no rule's name holds"
