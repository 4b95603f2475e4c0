// read: the head at once; bodies when they are asked for.
#include "engine/artifact/reader.h"

#include <algorithm>

#include "engine/artifact/artifact.h"

namespace sekisho::artifact {

void Library::read(uint32_t at, ExpressionPtr& part) const {
  Reader reader(*this, bodies.substr(at));
  auto made = std::make_unique<Expression>();
  fields(reader, *made);
  set_constant(*made);
  part = std::move(made);
}

void set_constant(Expression& e) {
  const bool constant = (e.op == Op::kList || e.op == Op::kSet) && std::all_of(e.operands.begin(), e.operands.end(), [](const ExpressionPtr& operand) { return operand != nullptr && operand->op == Op::kLiteral && operand->literal.is_known(); });
  if (!constant) return;
  Value::Members members;
  for (const ExpressionPtr& operand : e.operands) members.push_back({operand->literal});
  e.constant = e.op == Op::kSet ? Value::set(std::move(members)) : Value::list(std::move(members));
}

template <typename Member>
void Library::read_list(uint32_t at, std::vector<Member>& part) const {
  Reader reader(*this, bodies.substr(at));
  std::vector<Member> made;
  reader.list(made, [&](Member& member) { fields(reader, member); });
  part = std::move(made);
}

const std::shared_ptr<const Type>& Library::type(uint32_t number) const {
  expect(number < read_types.size());
  std::shared_ptr<const Type>& known = read_types[number];
  if (known == nullptr) {
    expect(++type_depth < kMaxDepth);
    Reader reader(*this, types[number]);
    reader.in_type(number);
    auto made = std::make_shared<Type>();
    fields(reader, *made);
    known = std::move(made);
    --type_depth;
  }
  return known;
}

void Reader::span(Span& span) {
  const uint32_t number_of_source = count();
  if (number_of_source == 0) return;
  expect(number_of_source <= library_.sources.size());
  span.source = library_.sources[number_of_source - 1];
  number(span.begin);
  int64_t length = 0;
  number(length);
  span.end = static_cast<uint32_t>(span.begin + length);
}

namespace {

// Makes as many as the head says, so that what comes later can point to them.
template <typename Declared>
void declare(Reader& reader, size_t most, std::vector<std::unique_ptr<Declared>>& declared, std::vector<const Declared*>& numbered) {
  const uint32_t count = reader.count();
  expect(count <= most);
  for (uint32_t i = 0; i < count; ++i) {
    declared.push_back(std::make_unique<Declared>());
    numbered.push_back(declared.back().get());
  }
}

bool same_sources(Reader& reader, const std::vector<SourcePtr>& sources) {
  if (reader.count() != sources.size()) return false;
  std::string name;
  for (const SourcePtr& source : sources) {
    reader.word(name);
    if (name != source->name()) return false;
  }
  return true;
}

std::optional<Artifact> read_head(const std::shared_ptr<Library>& library, std::string_view head) {
  Reader reader(*library, head);
  if (!same_sources(reader, library->sources)) return {};
  Artifact artifact;
  artifact.program = std::make_unique<Program>();
  Program& program = *artifact.program;
  program.reader = library;
  std::vector<Span> files(std::min<size_t>(reader.count(), head.size()));
  for (Span& file : files) {
    reader.span(file);
    program.sources.push_back(file.source);
  }
  reader.word(artifact.particulars.policy_digest);
  for (uint32_t left = reader.count(); left > 0; --left) {
    std::string adapter, digest;
    reader.word(adapter);
    reader.word(digest);
    artifact.particulars.maps_digests.emplace_hint(artifact.particulars.maps_digests.end(), std::move(adapter), std::move(digest));
  }
  for (uint32_t left = reader.count(); left > 0; --left) {
    std::string control;
    Bilingual title;
    reader.word(control);
    reader.word(title.en);
    reader.word(title.ja);
    artifact.particulars.control_titles.emplace_hint(artifact.particulars.control_titles.end(), std::move(control), std::move(title));
  }
  // Warnings are about sources alone, so they may stand before the types.
  reader.list(artifact.particulars.warnings, [&](Diagnostic& warning) { fields(reader, warning); });
  declare(reader, head.size(), program.enums, library->enums);
  declare(reader, head.size(), program.records, library->records);
  declare(reader, head.size(), program.entities, library->entities);
  for (const auto& enumeration : program.enums) fields(reader, *enumeration);
  for (const auto& record : program.records) fields(reader, *record);
  for (const auto& entity : program.entities) fields(reader, *entity);
  library->parameters = reader.count();
  library->defines = reader.count();
  expect(library->parameters <= head.size() && library->defines <= head.size());
  program.parameters.resize(library->parameters);
  program.defines.resize(library->defines);
  for (Parameter& parameter : program.parameters) fields(reader, parameter);
  for (Define& define : program.defines) fields(reader, define);
  reader.list(program.rules, [&](Rule& rule) { fields(reader, rule); });
  reader.list(program.maps, [&](Map& map) { fields(reader, map); });
  return artifact;
}

}  // namespace

std::optional<Artifact> read(std::string_view content, const std::vector<SourcePtr>& sources, std::shared_ptr<const void> keep) {
  try {
    std::string_view sections[6];
    for (std::string_view& section : sections) {
      expect(content.size() >= 4);
      const uint32_t length = fixed_number(content, 0);
      expect(length <= content.size() - 4);
      section = content.substr(4, length);
      content.remove_prefix(4 + size_t{length});
    }
    auto library = std::make_shared<Library>();
    library->keep = std::move(keep);
    library->sources = sources;
    library->words = Table(sections[0], sections[1]);
    library->types = Table(sections[2], sections[3]);
    library->read_types.resize(library->types.size());
    library->bodies = sections[5];
    return read_head(library, sections[4]);
  } catch (const Malformed&) {
    return {};
  }
}

}  // namespace sekisho::artifact
