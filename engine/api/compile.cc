// compile: policy texts to a checked program.
#include <algorithm>

#include "engine/api/compiled.h"
#include "engine/api/maps_digest.h"
#include "engine/base/sha256.h"
#include "engine/check/check.h"
#include "engine/query/reach.h"
#include "engine/schema/catalogue.h"
#include "engine/syntax/parse.h"
#include "sekisho/api.h"

namespace sekisho {
namespace {

// A user's map for a raw type and kind takes the place of ours.
void replace_maps(std::vector<std::unique_ptr<syntax::File>>& ours, const std::vector<std::unique_ptr<syntax::File>>& theirs) {
  for (const auto& their_file : theirs) {
    for (const syntax::MapDeclaration& theirs_map : their_file->maps) {
      for (const auto& our_file : ours) {
        std::erase_if(our_file->maps, [&](syntax::MapDeclaration& map) {
          if (map.kind.text != theirs_map.kind.text) return false;
          std::erase_if(map.sources, [&](const syntax::Name& source) {
            return std::any_of(theirs_map.sources.begin(), theirs_map.sources.end(), [&](const syntax::Name& other) { return other.text == source.text; });
          });
          return map.sources.empty();
        });
      }
    }
  }
}

}  // namespace

std::optional<CompiledPolicy> compile(const PolicySet& policies, Diagnostics& diagnostics) {
  CheckOptions options;
  auto parse_all = [&](const std::vector<SourcePtr>& sources) {
    std::vector<std::unique_ptr<syntax::File>> files;
    for (const SourcePtr& source : sources) files.push_back(syntax::parse(source, diagnostics));
    return files;
  };
  std::vector<std::unique_ptr<syntax::File>> shipped = parse_all(policies.shipped), packs = parse_all(policies.packs), maps = parse_all(policies.maps);
  if (diagnostics.has_errors()) return {};
  replace_maps(shipped, maps);

  ProviderSchema provider;
  for (const SourcePtr& schema : policies.provider_schemas) {
    Result<void> added = provider.add(schema);
    if (!added) diagnostics.error("SK0400", Span{schema, 0, 0}, added.error().message, added.error().help);
  }
  options.provider = &provider;
  std::map<std::string, Bilingual> titles;
  if (policies.catalogue != nullptr) {
    Result<Catalogue> parsed = Catalogue::parse(policies.catalogue, policies.catalogue_edition);
    if (parsed) {
      for (const ControlEntry& entry : parsed->entries()) {
        options.controls.insert(entry.id);
        titles[entry.id] = {entry.title_en, entry.title_ja};
      }
    } else {
      diagnostics.error("SK0400", parsed.error().span.value_or(Span{policies.catalogue, 0, 0}), parsed.error().message, parsed.error().help);
    }
    options.catalogue_edition = policies.catalogue_edition.empty() && parsed ? parsed->edition() : policies.catalogue_edition;
  }
  for (const SourcePtr& source : policies.shipped) options.shipped.insert(source->name());

  std::vector<const syntax::File*> files;
  for (const auto* group : {&shipped, &packs, &maps}) {
    for (const auto& file : *group) files.push_back(file.get());
  }
  std::unique_ptr<Program> program = diagnostics.has_errors() ? nullptr : check(files, options, diagnostics);
  if (program == nullptr) return {};

  CompiledPolicy compiled;
  std::vector<std::string> digests;
  for (const auto* group : {&policies.shipped, &policies.packs, &policies.maps}) {
    for (const SourcePtr& source : *group) {
      if (!is_test_file(*source)) digests.push_back(sha256_hex(source->text()));
    }
  }
  compiled.policy_digest = sha256_of_all(std::move(digests));
  auto whole = std::make_shared<Compilation>();
  whole->program = std::move(program);
  store_reach(*whole->program);
  for (const Rule& rule : whole->program->rules) {
    for (const Supports& supports : rule.supports) {
      if (const auto title = titles.find(supports.control); title != titles.end()) whole->control_titles.insert(*title);
    }
  }
  // The program keeps pointers into the provider's schema.
  whole->provider = std::move(provider);
  compiled.program = std::shared_ptr<const Program>(whole, whole->program.get());
  compiled.maps_digests = maps_digests(*whole->program);
  compiled.rules = whole->program->rules.size();
  compiled.compilation = whole;
  return compiled;
}

}  // namespace sekisho
