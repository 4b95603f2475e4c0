// Kubernetes objects: streams and lists unfolded, names and addresses, what a manifest tells and a cluster does not, secrets, refusals.
#include "adapters/include/adapters/dump.h"
#include "adapters/kubernetes/read.h"
#include "sekisho/file.h"
#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

std::string types_and_addresses(const RawSource& source) {
  std::string out;
  for (const RawResource& each : source.resources) out += (out.empty() ? "" : " ") + each.type + "=" + each.address;
  return out;
}

std::string pod(const std::string& metadata) { return "apiVersion: v1\nkind: Pod\nmetadata: " + metadata + "\n"; }

TEST(Kubernetes, StreamsListsAndArraysAreUnfolded) {
  const auto stream = load_json("# rendered\n---\n---\n" + pod("{name: a}") + "---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: apps/v1, kind: Deployment, metadata: {name: b, namespace: n}}\n- {apiVersion: v1, kind: List, items: []}\n");
  EXPECT_EQ(types_and_addresses(*stream), "Pod=Pod/a apps/Deployment=Deployment/n/b");
  EXPECT_EQ(stream->format, "manifests");
  EXPECT_EQ(resource(*stream, "Deployment/n/b").pointer.str(), "/2/items/0");
  EXPECT_EQ(resource(*stream, "Pod/a").pointer.str(), "/1");
  EXPECT_EQ(types_and_addresses(*load_json(R"([{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}},null])")), "Pod=Pod/a");
  // A typed list gives its members what they need not repeat.
  EXPECT_EQ(types_and_addresses(*load_json(R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleList","items":[{"metadata":{"name":"r","namespace":"n"}}]})")), "rbac.authorization.k8s.io/Role=Role/n/r");
  EXPECT_EQ(types_and_addresses(*load_json("apiVersion: v1\nkind: PodList\nitems: null\n")), "");
}

TEST(Kubernetes, ARequestHoldsWhatWouldBeStored) {
  EXPECT_EQ(types_and_addresses(*load_json("apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\nrequest:\n  operation: UPDATE\n  object: {apiVersion: v1, kind: Pod, metadata: {name: new}}\n  oldObject: {apiVersion: v1, kind: Pod, metadata: {name: old}}\n")), "Pod=Pod/new");
}

TEST(Kubernetes, NamespacesAreDefaultedOnlyWhereKindsHaveThem) {
  const auto source = load_json(pod("{name: a}") + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n---\napiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}\n---\napiVersion: serving.knative.dev/v1\nkind: Configuration\nmetadata: {name: k}\n---\n" + pod("{name: b, namespace: n}"));
  EXPECT_EQ(resource(*source, "Pod/a").namespace_, "default");
  EXPECT_FALSE(resource(*source, "Namespace/n").namespace_);
  EXPECT_FALSE(resource(*source, "Thing/t").namespace_);
  EXPECT_EQ(resource(*source, "Configuration/k").namespace_, "default");
  EXPECT_EQ(resource(*source, "Pod/n/b").namespace_, "n");
}

TEST(Kubernetes, OneNameTwiceIsToldApartAndSaid) {
  const auto source = load_json(pod("{name: a}") + "---\n" + pod("{name: a, namespace: default}") + "---\n" + pod("{name: a}") + "---\n" + pod("{generateName: g-}") + "---\n" + pod("{generateName: g-}"));
  EXPECT_EQ(types_and_addresses(*source), "Pod=Pod/a Pod=Pod/default/a Pod=Pod/a~2 Pod=Pod/g-* Pod=Pod/g-*~2");
  ASSERT_EQ(source->notes.size(), 1u);
  EXPECT_NE(source->notes[0].find("2 objects stand in the file more than once"), std::string::npos);
}

TEST(Kubernetes, WhatAManifestTellsAndAClusterDoesNot) {
  const auto source = load_json(pod("{name: a, labels: {app: x}}") + "spec: {hostNetwork: true, nodeName: null}\n---\n" + pod("{name: b, uid: 1-2}") + "spec: {hostNetwork: true}\n");
  const RawNode& written = node_of(*source, "Pod/a", "/spec/hostNetwork");
  EXPECT_EQ(written.configured, Configured::kYes);
  EXPECT_EQ(written.written, Written::kLiteral);
  EXPECT_TRUE(written.parent->keys_configured_known);
  EXPECT_EQ(node_of(*source, "Pod/a", "/spec/nodeName").kind, RawNode::Kind::kAbsent);
  EXPECT_EQ(resource(*source, "Pod/a").effective_tags()->find("app")->text, "x");
  const RawNode& filled_in = node_of(*source, "Pod/b", "/spec/hostNetwork");
  EXPECT_EQ(filled_in.configured, Configured::kNotTold);
  EXPECT_FALSE(filled_in.parent->keys_configured_known);
  EXPECT_EQ(source->format, "manifests and objects of a cluster");
  EXPECT_TRUE(resource(*source, "Pod/b").effective_tags()->members.empty());
}

TEST(Kubernetes, ContentsOfSecretsAreSensitive) {
  const auto source = load_json("apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations: {kubectl.kubernetes.io/last-applied-configuration: '{}', team: a}\ntype: Opaque\ndata: {k: aGlkZGVu}\nstringData: {l: hidden}\n");
  EXPECT_TRUE(node_of(*source, "Secret/s", "/data/k").sensitive);
  EXPECT_TRUE(node_of(*source, "Secret/s", "/stringData/l").sensitive);
  const RawNode* annotations = node(resource(*source, "Secret/s"), "/metadata/annotations");
  EXPECT_TRUE(annotations->find("kubectl.kubernetes.io/last-applied-configuration")->sensitive);
  EXPECT_FALSE(annotations->find("team")->sensitive);
  EXPECT_FALSE(node_of(*source, "Secret/s", "/type").sensitive);
  const auto map = load_json("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: v}\n");
  EXPECT_FALSE(node_of(*map, "ConfigMap/c", "/data/k").sensitive);
}

TEST(Kubernetes, WhatATemplateWasToPutInIsUnknown) {
  const std::string spec = "spec:\n  serviceAccountName: '{{ .Values.account }}'\n  nodeName: '}} {{'\n  containers:\n  - {name: a, image: 'shop:${TAG}', args: ['${HOME}']}\n";
  const auto source = load_json(pod("{name: a, labels: {app: 'a-{{ tier }}'}}") + spec + "---\n" + pod("{name: b, uid: 1-2}") + spec);
  const RawNode& account = node_of(*source, "Pod/a", "/spec/serviceAccountName");
  EXPECT_EQ(account.kind, RawNode::Kind::kUnknown);
  EXPECT_EQ(account.written, Written::kNotTold);
  ASSERT_NE(account.reference, nullptr);
  EXPECT_EQ(account.reference->expression, "{{ .Values.account }}");
  EXPECT_EQ(node_of(*source, "Pod/a", "/spec/containers/0/image").kind, RawNode::Kind::kUnknown);
  EXPECT_EQ(node_of(*source, "Pod/a", "/metadata/labels/app").kind, RawNode::Kind::kUnknown);
  // A shell's variable, braces that enclose nothing, and what a cluster holds are what they are.
  EXPECT_EQ(node_of(*source, "Pod/a", "/spec/containers/0/args/0").text, "${HOME}");
  EXPECT_EQ(node_of(*source, "Pod/a", "/spec/nodeName").text, "}} {{");
  EXPECT_EQ(node_of(*source, "Pod/b", "/spec/serviceAccountName").text, "{{ .Values.account }}");
  // Nor is a file in a ConfigMap, which may be a template of whoever reads it; a value in one line is told by nobody.
  const auto map = load_json("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  level: '{{ .Values.level }}'\n  alert.tmpl: |\n    {{ define \"title\" }}\n    {{ end }}\n");
  EXPECT_EQ(node_of(*map, "ConfigMap/c", "/data/level").kind, RawNode::Kind::kUnknown);
  EXPECT_EQ(node_of(*map, "ConfigMap/c", "/data/alert.tmpl").kind, RawNode::Kind::kString);
}

TEST(Kubernetes, WhatAChartWasToPutIntoAFileIsUnknown) {
  const auto map = load_json("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n"
                             "  a: |\n    level={{ .Values.level }}\n    x=1\n  b: |\n    {{- include \"shop.settings\" . | nindent 4 }}\n    x=1\n  c: |\n    {{ $labels.job }}\n    {{ with (index $.Values.hosts 0) }}{{ end }}\n"
                             "  d: |\n    {{ .CommonLabels.SortedPairs.Values | join \" \" }}\n    {{ template \"title\" . }} .Values.x include \"y\"\n");
  for (const char* key : {"a", "b", "c"}) EXPECT_EQ(node_of(*map, "ConfigMap/c", std::string("/data/") + key).kind, RawNode::Kind::kUnknown) << key;
  EXPECT_EQ(node_of(*map, "ConfigMap/c", "/data/d").kind, RawNode::Kind::kString);
}

TEST(Kubernetes, WhatVariablesWereToPutInIsUnknown) {
  const std::string text = pod("{name: a, labels: {app: '${APP}', note: '${'}}") +
                           "spec:\n  securityContext: {runAsUser: '${UID}', seLinuxOptions: {level: '$(LEVEL)'}}\n  volumes:\n  - {name: v, hostPath: {path: '${DIR:-/var/log}/x'}}\n"
                           "  containers:\n  - name: c\n    command: [sh, -c, 'echo ${A} $(B)']\n    args: ['$(A)']\n    env: [{name: A, value: '${B}'}, {name: D, valueFrom: {secretKeyRef: {name: '${S}', key: k}}}]\n"
                           "    volumeMounts: [{name: v, subPathExpr: '$(A)'}]\n    securityContext: {privileged: '${P}'}\n    livenessProbe: {exec: {command: ['${A}']}}\n    lifecycle: {preStop: {httpGet: {path: \"${A}\\n${B}\"}}}\n";
  const auto source = load_json(text + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: '${A}'}\n");
  const auto kind = [&](const std::string& pointer) { return node_of(*source, "Pod/a", pointer).kind; };
  const std::string c = "/spec/containers/0";
  for (const std::string& pointer : {std::string("/metadata/labels/app"), std::string("/spec/securityContext/runAsUser"), std::string("/spec/securityContext/seLinuxOptions/level"), std::string("/spec/volumes/0/hostPath/path"),
                                     c + "/securityContext/privileged", c + "/env/1/valueFrom/secretKeyRef/name"}) {
    EXPECT_EQ(kind(pointer), RawNode::Kind::kUnknown) << pointer;
  }
  // What Kubernetes, a shell or the program fills in.
  for (const std::string& pointer : {std::string("/metadata/labels/note"), c + "/command/2", c + "/args/0", c + "/env/0/value", c + "/volumeMounts/0/subPathExpr", c + "/livenessProbe/exec/command/0", c + "/lifecycle/preStop/httpGet/path"}) {
    EXPECT_EQ(kind(pointer), RawNode::Kind::kString) << pointer;
  }
  EXPECT_EQ(node_of(*source, "ConfigMap/m", "/data/a").kind, RawNode::Kind::kString);
}

TEST(Kubernetes, ASecretThatIsFilledInIsNotWritten) {
  const auto source = load_json("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: '${PASSWORD}', b: '{{ .Values.password }}', c: 'pa${ss}word', d: hidden, e: '${A}${B}'}\n");
  for (const char* key : {"a", "b"}) EXPECT_EQ(node_of(*source, "Secret/s", std::string("/stringData/") + key).written, Written::kNotTold) << key;
  for (const char* key : {"c", "d", "e"}) EXPECT_EQ(node_of(*source, "Secret/s", std::string("/stringData/") + key).written, Written::kLiteral) << key;
}

TEST(Kubernetes, WhatIsRefused) {
  const struct {
    std::string text, part;
  } cases[] = {
      {pod("{name: 7}"), "metadata.name is no text"},
      {pod("{name: a, namespace: yes}"), "metadata.namespace is no text"},
      {pod("{name: a, labels: [x]}"), "metadata.labels is no mapping"},
      {pod("{name: '{{ .Release.Name }}-web'}"), "metadata.name is a template that was not rendered"},
      {pod("{name: a, namespace: '{{ .Release.Namespace }}'}"), "metadata.namespace is a template that was not rendered"},
      {pod("{name: '${APP}-web'}"), "metadata.name is a template that was not rendered"},
      {pod("{name: a, namespace: '${SPACE}'}"), "metadata.namespace is a template that was not rendered"},
      {pod("{name: ''}"), "it has neither metadata.name nor metadata.generateName"},
      {pod("{name: a}") + "---\nx: 1\n", "/1 is no Kubernetes object"},
      {pod("{name: a}") + "---\njust words\n", "/1 is no Kubernetes object"},
      {"apiVersion: v1\nkind: List\nitems: [{kind: Pod}]\n", "/items/0 is no Kubernetes object"},
      {"apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\n", "no Kubernetes object"},
      {pod("!Ref a"), "the tag `!Ref` has no meaning here"},
  };
  for (const auto& test : cases) {
    const std::string message = refusal(test.text, "a.yaml");
    EXPECT_NE(message.find(test.part), std::string::npos) << test.part << "\nsaid: " << message;
  }
}

TEST(Kubernetes, ConfigurationNeedsNoNameAndAKustomizationIsSaid) {
  EXPECT_EQ(types_and_addresses(*load_json("apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n")), "kubelet.config.k8s.io/KubeletConfiguration=KubeletConfiguration");
  const auto source = load_json("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n");
  ASSERT_EQ(source->notes.size(), 1u);
  EXPECT_NE(source->notes[0].find("kustomize build"), std::string::npos);
}

std::string shown_manifest(const std::string& text, Reading reading) {
  const auto source = load_bytes("a.yaml", text, "", reading);
  return source ? (*source)->digest + (*source)->format + dump_raw(**source) : "refused: " + source.error().message;
}

bool is_read_by_documents(const std::string& text) {
  std::promise<std::string> digest;
  digest.set_value("");
  return kubernetes::read_late(std::make_shared<const Source>("a.yaml", text), digest.get_future().share(), 1).has_value();
}

TEST(Kubernetes, DocumentByDocumentReadsTheSame) {
  const Result<std::string> shop = read_file(std::string(SEKISHO_ROOT) + "/tests/fixtures/kubernetes/shop.yaml");
  ASSERT_TRUE(shop);
  EXPECT_EQ(shown_manifest(*shop, Reading::kLate), shown_manifest(*shop, Reading::kWhole));   // which has what only libyaml reads
  const std::string a = pod("{name: a}");
  for (const std::string& text : {a, "---\n" + a + "---\n", a + "---\n" + pod("{name: b}") + "spec: {containers: [{name: c}]}\n---\n" + pod("{name: c}"), "---\n---\n" + a,
                                  "- " + std::string("apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n"), a + "---\n" + a,
                                  "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n---\n" + a,
                                  pod("{name: \"a\\tb\", labels: {\"k\\n\": 'it''s'}}") + "---\n" + pod("{name: b, labels: {n: 0x1F, t: yes}}") + "data:\n  text: |\n    one\n    two\n"}) {
    EXPECT_TRUE(is_read_by_documents(text)) << text;
    EXPECT_EQ(shown_manifest(text, Reading::kLate), shown_manifest(text, Reading::kWhole)) << text;
  }
}

// What is wrong, unusual or another reader's.
TEST(Kubernetes, OtherTextsAreLeftToTheWholeReader) {
  const std::string a = pod("{name: a}");
  for (const std::string& text : {a + "---\nx: 1\n", a + "---\n" + pod("{name: a, name: b}"), a + "---\n" + pod("{}"), pod("&m {name: a}") + "spec: *m\n", a + "Resources: {q: {Type: 'AWS::SQS::Queue'}}\n",
                                  "AWSTemplateFormatVersion: '2010-09-09'\n" + a, a + "---\n" + a + "\tx: 1\n", std::string("---\n---\n"), std::string("a: 1\n"), std::string("{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}}"), std::string()}) {
    EXPECT_FALSE(is_read_by_documents(text)) << text;
    EXPECT_EQ(shown_manifest(text, Reading::kLate), shown_manifest(text, Reading::kWhole)) << text;
  }
}

}  // namespace
}  // namespace sekisho::adapters
