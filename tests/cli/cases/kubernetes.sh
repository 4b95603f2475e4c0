# Kubernetes objects: manifests through the shipped packs.
manifests=$root/tests/fixtures/kubernetes/shop.yaml

it "the Pod Security Standards name what is wrong, at its line of the YAML"
sekisho check "$manifests" --pack pod_security
exits 1
says "11 resources from 1 source"
says "pod_security.baseline.privileged"
says "CronJob/shop/report"
says "shop.yaml:81:"
says "kubernetes manifests"
says_not "fail     Deployment/shop/web"
says_not "hidden-key-of-the-shop"
quiet

it "an older version of the standards asks less"
sekisho check "$manifests" --pack pod_security --with 'standard_version="1.21"' --rule capabilities_restricted
exits 0

it "manifests come by standard input"
sekisho_with_input "$manifests" check - --pack pod_security --rule host_namespaces
exits 1
says "shares network"

it "rights, networks and limits have a pack of their own"
sekisho check "$manifests" --pack clusters
exits 1
says "clusters.workloads.system_folders_are_out_of_reach"
says_not "hidden-key-of-the-shop"

it "the ISMAP pack finds secrets in manifests, and tells their names only"
sekisho check "$manifests" --rule secret_is_not_in_a_manifest
exits 1
says "Secret/shop/payment"
says_not "hidden-key-of-the-shop"

it "settings of the control plane are read from the command line of its pods"
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\n  namespace: kube-system\nspec:\n  containers:\n  - name: kube-apiserver\n    command:\n    - kube-apiserver\n    - --anonymous-auth=true\n    - --profiling=false\n' >"$work/apiserver.yaml"
sekisho check "$work/apiserver.yaml" --pack clusters --rule anonymous_requests_are_refused --rule profiling_is_off
exits 1
says "Pod/kube-system/kube-apiserver"
says "1 failure, 0 undecided, 1 passed"

it "contents of secrets are in no dump"
sekisho check "$manifests" --dump=raw
says "Secret/shop/payment"
says_not "hidden-key-of-the-shop"

it "a template that was not rendered is refused with what helps"
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n' >"$work/template.yaml"
sekisho check "$work/template.yaml" --pack pod_security
exits 3
silent
complains "template.yaml:4:"
complains "helm template"

it "the adapter can be named, and refuses what is not its own"
sekisho check "$manifests" --adapter terraform
exits 3
complains "reads JSON only"
sekisho check "$plan" --adapter kubernetes
exits 3
complains "is no Kubernetes object"

it "what a template was to put in passes nothing"
cat >unrendered.yaml <<'Y'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: web
        image: "shop:{{ .Values.tag }}"
        resources: {limits: {memory: "{{ .Values.memory }}"}}
Y
sekisho check unrendered.yaml --rule image_version_is_fixed --rule memory_is_limited
exits 2
says "2 undecided, 0 passed"
sed 's/shop:{{ .Values.tag }}/shop:${TAG}/' unrendered.yaml >variable.yaml
sekisho check variable.yaml --rule image_version_is_fixed
exits 2
sed 's/name: web}/name: "{{ .Release.Name }}"}/' unrendered.yaml >chart.yaml
sekisho check chart.yaml
exits 3
complains "chart.yaml:3:"
complains "metadata.name is a template that was not rendered"
complains "helm template"
silent
