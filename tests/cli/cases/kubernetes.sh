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
