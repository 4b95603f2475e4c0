// Inputs repeat contents over many resources with one small difference here and there: engines remember results by content.
#include "tests/judge/input.h"

#include "tests/judge/expression.h"

namespace sekisho::judge {

const std::vector<std::string>& texts();

namespace {

struct Target { std::string identity, type, name, index; size_t kind = 0; };

class InputMaker {
 public:
  InputMaker(const World& world, uint64_t seed) : world_(world), random_(seed) {}

  Input run() {
    Input input;
    // How much of an input is odd differs from input to input.
    odd_ = random_.chance(0.3) ? 0.005 : random_.chance(0.7) ? 0.04 : 0.15;
    alike_ = random_.chance(0.6);
    const size_t plans = random_.chance(0.35) ? 2 : 1;
    for (size_t i = 0; i < plans; ++i) input.plans.push_back(plan());
    if (random_.chance(0.5)) {
      input.complete_kinds.push_back("*");
    } else {
      for (const Entity& entity : world_.entities) {
        if (!entity.trait && random_.chance(0.5)) input.complete_kinds.push_back(entity.name);
      }
    }
    if (random_.chance(0.3)) {
      for (const std::string& rule : world_.rules) {
        if (random_.chance(0.2)) input.rules.push_back(rule);
      }
    }
    size_t names = 0;
    ExpressionMaker literals(world_, random_, Setting::kDefine, names);
    for (const Parameter& parameter : world_.parameters) {
      if (random_.chance(0.25)) input.parameters.emplace_back(parameter.name, to_text(literals.literal(parameter.type)));
    }
    return input;
  }

 private:
  using Form = Data::Form;

  Plan plan() {
    Plan plan;
    plan.spelling = random_.chance(0.5) ? 0 : random_.next();
    plan.configuration = random_.chance(0.9);
    plan.region = random_.chance(0.8);
    if (random_.chance(0.3)) plan.timestamp = "2026-03-31T00:00:00Z";
    documents_ = random_.chance(0.5) ? 0 : 1 + random_.below(4);
    if (random_.chance(0.1)) plan.form = random_.chance(0.5) ? PlanForm::kPlannedValues : PlanForm::kState;
    if (random_.chance(0.01)) plan.damage = random_.chance(0.3) ? Damage::kCut : random_.chance(0.7) ? Damage::kDuplicateKey : Damage::kWrongTop;
    targets_.clear();
    const bool large = random_.chance(0.3);
    for (const auto& raw : world_.raw_types) {
      const size_t count = random_.chance(0.1) ? 0 : 1 + random_.below(large ? 16 : 10);
      frames(plan, *raw, count);
    }
    // Identities are all there before any value refers to one.
    for (size_t i = 0; i < plan.resources.size();) {
      const RawType& raw = *raw_of(plan.resources[i].type);
      std::vector<Data> archetypes;
      for (size_t k = 1 + random_.below(alike_ ? 2 : 4); k > 0; --k) archetypes.push_back(fill(raw.shape, 0));
      for (const size_t end = i + run_length(plan, i); i < end; ++i) {
        Data root = archetypes[random_.below(archetypes.size())];
        current_ = i;
        for (double chance = alike_ ? 0.7 : 0.45; random_.chance(chance); chance /= 2) {
          if (alike_) mutate_slightly(root, raw.shape);
          else mutate(root, raw.shape, 0);
        }
        root.form = Form::kObject;
        identify(root, targets_[i]);
        if (random_.chance(alike_ ? 0.05 : 0.01)) root = marked(random_.chance(0.2) ? Form::kNull : Form::kUnknown, Data::Origin::kNowhere);   // a resource of which nothing is known
        if (random_.chance(0.01)) root.sensitive = true;
        plan.resources[i].root = std::move(root);
      }
    }
    for (size_t i = 0; i < documents_; ++i) plan.resources.push_back(document(i));
    if (random_.chance(0.2)) random_.shuffle(plan.resources);
    return plan;
  }

  const RawType* raw_of(const std::string& name) const {
    for (const auto& raw : world_.raw_types) {
      if (raw->name == name) return raw.get();
    }
    return world_.raw_types[0].get();   // a type of which no program knows
  }

  static size_t run_length(const Plan& plan, size_t begin) {
    size_t end = begin;
    while (end < plan.resources.size() && plan.resources[end].type == plan.resources[begin].type) ++end;
    return end - begin;
  }

  // Addresses and identities of `count` resources, some of them instances of one.
  void frames(Plan& plan, const RawType& raw, size_t count) {
    const std::string type = random_.chance(0.03) ? "t_other" : raw.name;
    for (size_t i = 0; i < count;) {
      ResourceData resource;
      resource.type = type;
      resource.name = "n" + std::to_string(i);
      if (random_.chance(0.15)) {
        resource.module = "m";
        if (random_.chance(0.5)) resource.module_index = random_.chance(0.5) ? "0" : "\"k\"";
      }
      static const char* const kActions[] = {"update", "no-op", "replace", "read", "delete"};
      if (random_.chance(0.15)) resource.action = kActions[random_.below(5)];
      if (random_.chance(alike_ ? 0.3 : 0.15)) resource.provider = random_.chance(0.6) ? "aws.b" : "aws.c";
      const size_t instances = random_.chance(0.2) ? 2 + random_.below(3) : 1;
      const bool keyed = random_.chance(0.5);
      for (size_t k = 0; k < instances && i < count; ++k, ++i) {
        if (instances > 1) resource.index = keyed ? "\"" + std::string(1, static_cast<char>('a' + k)) + "\"" : std::to_string(k);
        Target target{"id-" + raw.name + "-" + std::to_string(i), type, resource.name, resource.index, raw.kind};
        if (random_.chance(0.3)) target.identity = "arn:aws:x:" + std::string(random_.chance(0.8) ? "ap-northeast-1:" : "us-east-1:") + (random_.chance(0.8) ? "123456789012:" : "210987654321:") + raw.name + "/" + std::to_string(i);
        if (i > 0 && random_.chance(0.03)) target.identity = targets_.back().identity;
        if (!resource.module.empty()) target.name.clear();   // its name leads nowhere from the root
        targets_.push_back(std::move(target));
        plan.resources.push_back(resource);
      }
    }
  }

  void identify(Data& root, const Target& target) {
    for (auto& [key, value] : root.members) {
      if (key == "label" && value.form == Form::kText) value.text = target.identity.substr(target.identity.find_last_of("/-") + 1);
      if (key != "arn") continue;
      value = Data{};
      value.form = random_.chance(0.45) ? Form::kUnknown : random_.chance(0.03) ? Form::kNull : Form::kText;
      value.text = target.identity;
      if (value.form != Form::kText) value.text.clear();
      value.origin = random_.chance(0.1) ? Data::Origin::kConstant : Data::Origin::kNowhere;
    }
  }

  Data fill(const Shape& shape, int depth) {
    Data data;
    data.origin = random_.chance(0.75) ? Data::Origin::kConstant : random_.chance(0.3) ? Data::Origin::kVariable : Data::Origin::kNowhere;
    if (depth > 0 && random_.chance(odd_ + 0.03)) return data;
    if (depth > 0 && random_.chance(odd_)) return marked(Form::kNull, data.origin);
    if (depth > 0 && random_.chance(odd_)) return marked(Form::kUnknown, random_.chance(0.5) ? Data::Origin::kNowhere : Data::Origin::kVariable);
    if (depth > 0 && random_.chance(odd_ / 3)) return wrong();
    if (depth > 0 && random_.chance(odd_ / 3)) data.sensitive = true;
    natural(data, shape, depth);
    return data;
  }

  static Data marked(Form form, Data::Origin origin) {
    Data data;
    data.form = form;
    data.origin = origin;
    return data;
  }

  // A value that no schema would give: its form is any, its depth now and then great.
  Data wrong() {
    Data data = marked(Form::kNumber, Data::Origin::kConstant);
    switch (random_.below(6)) {
      case 0: data.text = "7"; break;
      case 1: data.form = Form::kText; data.text = "odd"; break;
      case 2: data.form = Form::kBool; break;
      case 3: data.form = Form::kList; break;
      case 4: data.form = Form::kObject; break;
      default:
        data.form = Form::kList;
        for (size_t i = random_.below(30); i > 0; --i) {
          Data outer = marked(i % 2 == 0 ? Form::kList : Form::kObject, Data::Origin::kConstant);
          if (i % 2 == 0) outer.items.push_back(std::move(data));
          else outer.members.emplace_back("a", std::move(data));
          data = std::move(outer);
        }
    }
    return data;
  }

  void natural(Data& data, const Shape& shape, int depth) {
    switch (shape.form) {
      case Shape::Form::kBool:
        data.form = Form::kBool;
        data.boolean = random_.chance(0.5);
        break;
      case Shape::Form::kNumber: {
        static const std::vector<std::string> kNumbers{"0", "1", "2", "3", "7", "80", "443", "65535"};
        static const std::vector<std::string> kOdd{"80.0", "8e1", "-1", "0.5", "2.25", "9223372036854775807", "9223372036854775808", "123456789012345678901234567890", "1e400", "-0"};
        data.form = Form::kNumber;
        data.text = random_.chance(0.1) ? random_.pick(kOdd) : random_.pick(kNumbers);
        break;
      }
      case Shape::Form::kText: text(data, shape); break;
      case Shape::Form::kList:
        data.form = Form::kList;
        // Now and then a long one, but not longer: a map may make a row of each item and a list of all pairs in each row.
        for (size_t i = random_.chance(0.002) ? 16 : random_.below(4); i > 0; --i) data.items.push_back(fill(*shape.element, depth + 1));
        for (Data& item : data.items) {
          if (item.form == Form::kAbsent) item.form = Form::kNull;
        }
        break;
      case Shape::Form::kObject:
        data.form = Form::kObject;
        for (const auto& [key, field] : shape.fields) data.members.emplace_back(key, fill(*field, depth + 1));
        if (random_.chance(0.05)) data.members.emplace_back("never_read", wrong());
        break;
      case Shape::Form::kTags: {
        static const char* const kKeys[] = {"a", "b", "c", "a b", "\u3042"};
        data.form = Form::kObject;
        for (const char* key : kKeys) {
          if (random_.chance(0.45)) data.members.emplace_back(key, fill(*shape.element, depth + 1));
        }
        break;
      }
      case Shape::Form::kPolicy: {
        static const std::vector<std::string> kPolicies{
            "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}",
            "{\"Statement\": [{\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\"}, {\"Effect\": \"Deny\", \"Action\": [\"s3:Get*\", \"ec2:*\"], \"Resource\": \"*\"}]}",
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"123456789012\"}, \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::logs/*\", \"Condition\": {\"StringNotEqualsIfExists\": {\"aws:SourceVpc\": [\"a\"]}}}]}",
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}, {\"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}",
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}, {\"Effect\": \"Deny\", \"Action\": \"iam:*\", \"Resource\": \"*\"}]}",
            "{\"Statement\": []}", "{", "{\"Statement\": {\"Effect\": \"Deny\", \"Action\": \"*\", \"NotResource\": \"a\"}}"};
        data.form = Form::kText;
        data.text = random_.pick(kPolicies);
        if (documents_ > 0 && random_.chance(0.5)) {
          const std::string document = "data.aws_iam_policy_document.d" + std::to_string(random_.below(documents_));
          data = marked(Form::kUnknown, Data::Origin::kReference);
          data.references = {document + ".json", document};
          if (random_.chance(0.2)) data.references.insert(data.references.end(), {"data.aws_iam_policy_document.d0.json", "data.aws_iam_policy_document.d0"});
        }
        break;
      }
      case Shape::Form::kDocument: {
        static const std::vector<std::string> kDocuments{"{\"x\": 1}", "{\"x\": \"a\"}", "{\"x\": [{\"y\": true}]}", "{\"x\": {\"f0\": \"a\"}}", "{}", "{", "null", "[1, 2]", "{\"x\": null}"};
        data.form = Form::kText;
        data.text = random_.pick(kDocuments);
      }
    }
  }

  void text(Data& data, const Shape& shape) {
    data.form = Form::kText;
    const auto pick = [&](const std::vector<std::string>& good, const char* bad) { data.text = random_.chance(0.04) ? bad : random_.pick(good); };
    static const std::vector<std::string> kDurations{"30d", "1d12h", "90m", "5s", "365d"}, kDates{"2026-01-31", "2026-04-01", "2025-12-31"}, kPeriods{"1y", "3mo", "1y4mo"},
        kMoments{"2026-04-01T09:00:00+09:00", "2026-01-31T00:00:00Z", "2025-12-31T15:00:00Z"}, kIps{"10.0.0.1", "192.168.1.9", "fc00::1"},
        kNetworks{"10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "fc00::/7", "::/0", "10.0.0.1"}, kVersions{"1.9", "1.10", "2.0.1", "1.10-rc1"};
    switch (shape.flavour.kind) {
      case Kind::kDuration: pick(kDurations, "soon"); break;
      case Kind::kDate: pick(kDates, "2026-02-30"); break;
      case Kind::kPeriod: pick(kPeriods, "1w"); break;
      case Kind::kTimestamp: pick(kMoments, "2026-04-01"); break;
      case Kind::kIp: pick(kIps, "10.0.0"); break;
      case Kind::kCidr: pick(kNetworks, "10.0.0.0/33"); break;
      case Kind::kVersion: pick(kVersions, ""); break;
      case Kind::kEnum: pick(world_.enums[shape.flavour.index].values, "Low"); break;
      case Kind::kReference: reference(data, shape.flavour.index); break;
      default:
        data.text = random_.pick(texts());
        if (random_.chance(0.03)) data.text = "\u3042\n\"quoted\" \\ tab\t";
        if (random_.chance(0.003)) data.text = std::string(5000, 'x');
        if (random_.chance(0.01)) data.text = "emoji \U0001F600 and /slash/ \x01";
    }
  }

  void reference(Data& data, size_t entity) {
    std::vector<const Target*> fitting;
    for (const Target& target : targets_) {
      if (world_.is_a(target.kind, entity)) fitting.push_back(&target);
    }
    if (fitting.empty() || random_.chance(0.08)) {
      data.text = "id-nowhere";
      return;
    }
    const bool self = random_.chance(0.15) && current_ < targets_.size() && world_.is_a(targets_[current_].kind, entity);
    const Target& target = self ? targets_[current_] : *random_.pick(fitting);
    data.text = target.identity;
    if (!target.name.empty() && random_.chance(0.04)) data.text = target.type + "." + target.name + (target.index.empty() ? "" : "[" + target.index + "]");
    if (target.name.empty() || random_.chance(0.3)) return;
    data.origin = Data::Origin::kReference;
    const std::string base = target.type + "." + target.name + (target.index.empty() ? "" : "[" + target.index + "]");
    // Now and then what stands for something else again, or is no identity at all.
    const std::string attribute = "." + random_.pick(raw_of(target.type)->shape.fields).first;
    data.references = {base + (random_.chance(0.7) ? ".arn" : random_.chance(0.4) ? ".id" : random_.chance(0.4) ? ".link" : attribute), base};
    if (!target.index.empty() && random_.chance(0.3)) data.references = {target.type + "." + target.name, "count.index"};
    if (random_.chance(0.15)) {
      const Target& other = *random_.pick(fitting);
      if (!other.name.empty()) data.references.insert(data.references.end(), {other.type + "." + other.name + ".arn", other.type + "." + other.name});
    }
    if (random_.chance(0.1)) data.references.push_back("var.x");
    if (random_.chance(0.6)) {
      data.form = Form::kUnknown;
      data.text.clear();
    } else if (random_.chance(0.05)) {
      data.form = Form::kNumber;
      data.text = "7";
    }
  }

  // A policy document that is read when the plan is applied: few contents, so that two are often the same.
  ResourceData document(size_t number) {
    static const std::vector<std::string> kActions{"s3:GetObject", "s3:*", "iam:*"};
    const auto text = [](const std::string& value) {
      Data data = marked(Form::kText, Data::Origin::kConstant);
      data.text = value;
      return data;
    };
    const auto list = [](Data item) {
      Data data = marked(Form::kList, Data::Origin::kConstant);
      data.items.push_back(std::move(item));
      return data;
    };
    ResourceData resource;
    resource.type = "data.aws_iam_policy_document";
    resource.name = "d" + std::to_string(number);
    resource.action = "read";
    if (random_.chance(0.15)) resource.provider = "aws.b";
    Data statement = marked(Form::kObject, Data::Origin::kConstant);
    if (random_.chance(0.3)) statement.members.emplace_back("effect", text(random_.chance(0.5) ? "Deny" : "Allow"));
    statement.members.emplace_back(random_.chance(0.1) ? "not_actions" : "actions", list(random_.chance(0.1) ? marked(Form::kUnknown, Data::Origin::kVariable) : text(random_.pick(kActions))));
    statement.members.emplace_back("resources", list(text("*")));
    resource.root = marked(Form::kObject, Data::Origin::kConstant);
    if (random_.chance(0.9)) resource.root.members.emplace_back("statement", list(std::move(statement)));
    if (random_.chance(0.2)) resource.root.members.emplace_back("source_policy_documents", list(text("{}")));
    resource.root.members.emplace_back("json", marked(Form::kUnknown, Data::Origin::kNowhere));
    if (random_.chance(0.1)) resource.root = marked(random_.chance(0.5) ? Form::kUnknown : Form::kNull, Data::Origin::kNowhere);
    return resource;
  }

  // A reference to the same attribute of another resource.
  void retarget(Data& data, size_t entity) {
    std::vector<const Target*> fitting;
    for (const Target& target : targets_) {
      if (world_.is_a(target.kind, entity) && !target.name.empty()) fitting.push_back(&target);
    }
    if (data.references.size() != 2 || fitting.empty()) return;
    const Target& target = *random_.pick(fitting);
    const std::string base = target.type + "." + target.name + (target.index.empty() ? "" : "[" + target.index + "]");
    data.references = {base + data.references[0].substr(data.references[0].rfind('.')), base};
    // Else the value contradicts what it refers to now.
    if (data.form == Form::kText && random_.chance(0.7)) data.text = target.identity;
  }

  // The value stays, or nearly so.
  void mutate_slightly(Data& root, const Shape& shape) {
    if (root.members.empty()) return;
    std::vector<size_t> links;
    for (size_t i = 0; i < root.members.size(); ++i) {
      if (root.members[i].second.origin == Data::Origin::kReference) links.push_back(i);
    }
    const size_t at = !links.empty() && random_.chance(0.5) ? random_.pick(links) : random_.below(root.members.size());
    Data* data = &root.members[at].second;
    const Shape* field = nullptr;
    for (const auto& [key, held] : shape.fields) {
      if (key == root.members[at].first) field = held.get();
    }
    if (field == nullptr) return;
    if (!data->members.empty() && random_.chance(0.5)) {
      auto& [key, member] = data->members[random_.below(data->members.size())];
      if (field->form == Shape::Form::kTags && random_.chance(0.3) && key != "d") key = "d";
      data = &member;
    } else if (!data->items.empty() && random_.chance(0.5)) {
      data = &data->items[random_.below(data->items.size())];
    } else if ((field->form == Shape::Form::kText && field->flavour.kind == Kind::kReference) || field->form == Shape::Form::kPolicy) {
      if (field->form == Shape::Form::kText && data->origin == Data::Origin::kReference && random_.chance(0.8)) retarget(*data, field->flavour.index);
      else *data = fill(*field, 1);
      return;
    }
    switch (random_.below(8)) {
      case 0: data->sensitive = !data->sensitive; break;
      case 1: *data = marked(Form::kUnknown, data->origin); break;
      case 2: *data = marked(Form::kNull, data->origin); break;
      default: {
        const Data::Origin others[] = {Data::Origin::kConstant, Data::Origin::kNowhere, Data::Origin::kVariable};
        data->origin = others[random_.below(3)];
      }
    }
    if (data->form == Form::kAbsent && data != &root.members[at].second) data->form = Form::kNull;
  }

  // One small difference somewhere.
  void mutate(Data& data, const Shape& shape, int depth) {
    if (data.form == Form::kObject && shape.form == Shape::Form::kObject && !data.members.empty() && (depth == 0 || random_.chance(0.7))) {
      const size_t at = random_.below(data.members.size());
      for (const auto& [key, field] : shape.fields) {
        if (key == data.members[at].first) return mutate(data.members[at].second, *field, depth + 1);
      }
    }
    if (data.form == Form::kObject && shape.form == Shape::Form::kTags && !data.members.empty() && random_.chance(0.7)) return mutate(data.members[random_.below(data.members.size())].second, *shape.element, depth + 1);
    if (data.form == Form::kList && shape.form == Shape::Form::kList && !data.items.empty() && random_.chance(0.7)) {
      Data& item = data.items[random_.below(data.items.size())];
      mutate(item, *shape.element, depth + 1);
      if (item.form == Form::kAbsent) item.form = Form::kNull;
      return;
    }
    if (depth == 0) return;
    switch (random_.below(10)) {
      case 0: data = marked(Form::kUnknown, data.origin); break;
      case 1: data = marked(random_.chance(0.5) ? Form::kNull : Form::kAbsent, data.origin); break;
      case 2: data.sensitive = !data.sensitive; break;
      case 3: data = wrong(); break;
      case 4: data.origin = data.origin == Data::Origin::kConstant ? Data::Origin::kNowhere : Data::Origin::kConstant; break;
      default: data = fill(shape, depth);
    }
  }

  const World& world_;
  Random random_;
  double odd_ = 0;
  bool alike_ = false;                    // resources differ in what is easily forgotten: who wrote a value and how, what it refers to
  size_t current_ = 0;                    // of targets_: the resource that is filled
  std::vector<Target> targets_;
  size_t documents_ = 0;                  // policy documents of the plan: data.aws_iam_policy_document.d0 and on
};

}  // namespace

Input make_input(const World& world, uint64_t seed) {
  Input input = InputMaker(world, seed).run();
  // By numbers of its own: the rest of an input does not depend on it.
  Random random(derive(seed, 1));
  if (!random.chance(0.25)) return input;
  for (Plan& plan : input.plans) {
    for (ResourceData& resource : plan.resources) resource.doubtful = random.chance(0.15);
  }
  return input;
}

std::set<std::string> doubtful_of(const Plan& plan) {
  std::set<std::string> addresses;
  for (const ResourceData& resource : plan.resources) {
    if (resource.doubtful) addresses.insert(to_address(resource));
  }
  return addresses;
}

}  // namespace sekisho::judge
