# The pipelines of cli/monitoring: each step of their YAML is run in order, in a clean folder, with a clone of a small project.

mkdir -p pipelines && cd pipelines || exit 3
if ! python3 -c 'import yaml' 2>/dev/null; then
  it "the pipelines of cli/monitoring"
  skip "no python3-yaml to take the steps out of the YAML"
else
  here_now=$PWD
  mkdir -p bin && ln -sf "$binary" bin/sekisho
  export PATH=$PWD/bin:$PATH GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
  commit() { git -C "$1" add -A && git -C "$1" -c user.name=t -c user.email=t@example.com commit -qm "$2"; }

  # The project: what its cloud exports stands in a file of the test, as the cloud itself would.
  openssl ecparam -name prime256v1 -genkey -noout -out key.pem
  git init -q --bare -b main origin.git
  git clone -q origin.git project 2>/dev/null
  git -C project checkout -q -b main 2>/dev/null
  mkdir project/keys
  openssl pkey -in key.pem -pubout -out project/keys/ismap.pub.pem
  "$binary" init project >/dev/null   # its one rule: buckets begin with a team's name
  printf "inputs: [estate.json]\npacks: [policies]\nparameters: {first.teams: '{\"choubo\"}'}\nlanguage: en\n" >project/sekisho.yaml
  printf 'estate.json\nruns\nsekisho.sarif\nsekisho.xml\nrun.evb\n' >project/.gitignore
  printf 'cp "%s" estate.json\n' "$PWD/cloud.json" >project/collect.sh
  commit project "a project" && git -C project push -q origin main
  demo=$root/tests/fixtures/terraform/demo/plan.json
  cp "$demo" cloud.json
  sed 's/choubo-upload-8f21/pictures-upload-8f21/g' "$demo" >worse.json

  # job FILE JOB NAME=VALUE…: one run of the service, in a folder of its own.
  job() {
    command="$*"
    local file=$root/cli/monitoring/$1
    shift
    rm -rf service && mkdir service && cd service || exit 3
    code=0
    timeout 120 python3 "$fixtures/pipeline.py" "$file" "$1" "$here_now/origin.git" "${@:2}" >"$out" 2>"$err" </dev/null || code=$?
    cd "$here_now" || exit 3
    sleep 1.1   # a run is named by its second
  }
  runs_in() { find "$1" -maxdepth 1 -name '*.evb' | wc -l; }
  first_run() { (cd "$here_now/project" && bash collect.sh && "$binary" seal --key "$here_now/key.pem" --log "$1/log" -o "$1/2026-01-01T000000Z.evb") >"$out" 2>"$err"; }

  # github EVENT [REF]: both jobs, the second whatever became of the first. The exit code is that of the worse.
  github() {
    local gate first
    job github-actions.yml gate "github.event_name=$1"
    gate=$code first=$(cat "$out")
    [[ $gate -ne 0 || -s service/workspace/sekisho.sarif ]] || wrong "there is no sekisho.sarif to upload"
    job github-actions.yml seal "github.event_name=$1" "github.ref=${2:-refs/heads/main}" "secrets.SEAL_KEY=$(cat key.pem)"
    [[ $code -ne 0 ]] || code=$gate
    printf '%s\n' "$first" | cat - "$out" >both && mv both "$out"
  }
  kept() { git -C origin.git ls-tree --name-only ismap-runs | grep -c 'evb$'; }

  it "GitHub Actions: without a sealed run to compare with, nothing passes"
  git clone -q origin.git runs-branch
  git -C runs-branch checkout -q --orphan ismap-runs && git -C runs-branch rm -rqf . && touch runs-branch/.gitkeep
  commit runs-branch "no run" && git -C runs-branch push -q origin ismap-runs
  github schedule
  exits 1
  says "there is no sealed run to compare with"

  it "GitHub Actions: the same estate passes, is sealed, verified, repeated and kept"
  first_run "$here_now/runs-branch"
  commit runs-branch "the first run" && git -C runs-branch push -q origin ismap-runs
  github schedule
  exits 0
  says "0 failing and 0 undecided findings are new"
  says ": verified"
  says "the same results"
  says "left out: GitHub keeps the file"
  says "left out: GitHub shows the findings"
  [[ $(kept) -eq 2 ]] || wrong "$(kept) runs are kept"
  [[ -z $(find service -name key.pem) ]] || wrong "the key stayed on the runner"

  it "GitHub Actions: a new failure fails the job, and is sealed all the same; a merge request is not sealed"
  cp worse.json cloud.json
  github pull_request
  exits 1
  says "1 failing and 0 undecided findings are new"
  says "the job is not run"
  [[ $(kept) -eq 2 ]] || wrong "a merge request was sealed"
  github schedule
  exits 1
  [[ $(kept) -eq 3 ]] || wrong "the run with the failure was not kept"
  github workflow_dispatch refs/heads/side
  says "the job is not run"
  [[ $(kept) -eq 3 ]] || wrong "a branch that is not the main one was sealed"
  github schedule
  exits 0
  git clone -q --branch ismap-runs origin.git kept
  sekisho history kept --lang en
  exits 0
  says "4 runs"

  it "GitHub Actions: a last run that somebody changed is found out"
  git clone -q --branch ismap-runs origin.git changed
  last=$(find changed -maxdepth 1 -name '*.evb' | LC_ALL=C sort | tail -n 1)
  printf 'x' | dd of="$last" bs=1 seek=4000 conv=notrunc status=none
  commit changed "changed" && git -C changed push -q origin ismap-runs
  github schedule
  exits 1
  says "not accepted"
  [[ $(kept) -eq 4 ]] || wrong "a run was kept"

  gitlab() { job gitlab-ci.yml "$1" "RUNS=$PWD/gitlab-runs" "SEAL_KEY=$PWD/key.pem"; }

  it "GitLab CI: without a sealed run to compare with, nothing passes"
  cp "$demo" cloud.json
  mkdir -p gitlab-runs
  gitlab ismap-gate
  exits 1
  gitlab ismap-monitoring
  exits 1
  says "there is no sealed run to compare with"

  it "GitLab CI: the same estate passes, is sealed, verified, repeated and kept"
  first_run "$here_now/gitlab-runs"
  gitlab ismap-gate
  exits 0
  says "0 failing and 0 undecided findings are new"
  says "artifact: sekisho.xml: there"
  [[ $(runs_in gitlab-runs) -eq 1 ]] || wrong "a merge request was sealed"
  gitlab ismap-monitoring
  exits 0
  says ": verified"
  says "the same results"
  says "artifact: run.evb: there"
  says "left out: GitLab keeps the file"
  [[ $(runs_in gitlab-runs) -eq 2 ]] || wrong "$(runs_in gitlab-runs) runs are kept"

  it "GitLab CI: a new failure fails the job, and is sealed all the same"
  cp worse.json cloud.json
  gitlab ismap-gate
  exits 1
  says "1 failing and 0 undecided findings are new"
  gitlab ismap-monitoring
  exits 1
  says "artifact: run.evb: there"
  [[ $(runs_in gitlab-runs) -eq 3 ]] || wrong "the run with the failure was not kept"
  unset GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
fi
