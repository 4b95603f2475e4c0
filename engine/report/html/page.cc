// The frame of a page, and the pieces that all pages share.
#include "engine/report/html/page.h"

#include "engine/base/sha256.h"
#include "engine/evidence/base64.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr std::string_view kStyle =
#include "engine/report/html/style.inc"
    ;
constexpr std::string_view kScript =
#include "engine/report/html/script.inc"
    ;

// As the content security policy names what may run: 'sha256-BASE64' (CSP Level 3, section 2.3.1).
std::string source_expression(std::string_view content) { return "'sha256-" + evidence::to_base64(sha256_bytes(content)) + "'"; }

std::string_view symbol(HtmlTone tone) {
  switch (tone) {
    case HtmlTone::kBad: return "✕";
    case HtmlTone::kOpen: return "?";
    case HtmlTone::kGood: return "✓";
    case HtmlTone::kNone: break;
  }
  return "–";
}

// A choice holds text alone, so that both languages stand in it.
std::string option(const std::string& value, const Bilingual& text) {
  return "<option value=\"" + html_text(value) + "\">" + html_text(text.en == text.ja || text.ja.empty() ? text.en : text.en + " / " + text.ja) + "</option>";
}

std::string language_choice(const char* code, const char* name, bool chosen) {
  return std::string("<label lang=\"") + code + "\"><input type=\"radio\" name=\"language\" id=\"language-" + code + "\"" + (chosen ? " checked" : "") + "> " + name + "</label>";
}

}  // namespace

std::string html_text(std::string_view text) {
  const std::string clean = harmless(text);
  std::string out;
  out.reserve(clean.size());
  for (const char c : clean) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string both(const Bilingual& text) {
  if (text.ja.empty() || text.en == text.ja) return html_text(text.en);
  if (text.en.empty()) return html_text(text.ja);
  return "<span class=\"en\" lang=\"en\">" + html_text(text.en) + "</span><span class=\"ja\" lang=\"ja\">" + html_text(text.ja) + "</span>";
}

std::string_view html_class(HtmlTone tone) {
  switch (tone) {
    case HtmlTone::kBad: return "bad";
    case HtmlTone::kOpen: return "open";
    case HtmlTone::kGood: return "good";
    case HtmlTone::kNone: break;
  }
  return "none";
}

std::string html_heading(const Bilingual& text) { return "<h2>" + both(text) + "</h2>\n"; }

std::string html_code(std::string_view text) { return "<code>" + html_text(text) + "</code>"; }

std::string html_mark(HtmlTone tone, const Bilingual& text) { return "<span class=\"mark " + std::string(html_class(tone)) + "\">" + both(text) + "</span>"; }

std::string html_tile(HtmlTone tone, size_t number, const Bilingual& text) { return "<li class=\"" + std::string(html_class(tone)) + "\"><b>" + std::to_string(number) + "</b> " + both(text) + "</li>"; }

std::string html_fact(const Bilingual& name, const std::string& markup) { return "<dt>" + both(name) + "</dt><dd>" + markup + "</dd>\n"; }

std::string html_filter(const Bilingual& label, const std::vector<HtmlChoice>& choices) {
  std::string out = "<div class=\"tools\"><div><label for=\"filter-text\">" + both(label) + "</label><input id=\"filter-text\" type=\"search\" autocomplete=\"off\"></div>";
  for (const HtmlChoice& choice : choices) {
    out += "<div><label for=\"filter-" + choice.name + "\">" + both(choice.label) + "</label><select id=\"filter-" + choice.name + "\">" + option("", {"all", "すべて"});
    for (const auto& [value, text] : choice.options) out += option(value, text);
    out += "</select></div>";
  }
  return out + "<p id=\"filter-said\" role=\"status\"><span class=\"en\" lang=\"en\"></span><span class=\"ja\" lang=\"ja\"></span></p></div>\n";
}

std::string heat_map(const std::vector<HeatRow>& rows) {
  std::string out = "<div class=\"heat\">\n";
  for (const HeatRow& row : rows) {
    out += "<h3>" + both(row.name) + "</h3>\n<ul>";
    for (const HeatCell& cell : row.cells) {
      const std::string inside = html_text(cell.id) + " <span aria-hidden=\"true\">" + std::string(symbol(cell.tone)) + "</span><span class=\"unseen\"> " + both(cell.state) + "</span>";
      out += "<li class=\"" + std::string(html_class(cell.tone)) + "\" title=\"" + html_text(cell.title.en + (cell.title.ja.empty() ? "" : " / " + cell.title.ja)) + "\">";
      out += cell.href.empty() ? inside : "<a href=\"" + html_text(cell.href) + "\">" + inside + "</a>";
      out += "</li>";
    }
    out += "</ul>\n";
  }
  return out + "</div>\n";
}

std::string html_table(const Bilingual& caption, const std::vector<HtmlColumn>& columns, const std::vector<std::vector<HtmlCell>>& rows) {
  std::string out = "<div class=\"wide\"><table class=\"sorts\"><caption>" + both(caption) + "</caption><thead><tr>";
  for (const HtmlColumn& column : columns) out += std::string("<th scope=\"col\"") + (column.number ? " class=\"number\"" : "") + ">" + both(column.name) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const std::vector<HtmlCell>& row : rows) {
    out += "<tr>";
    for (size_t i = 0; i < row.size(); ++i) {
      out += std::string("<td") + (columns[i].number ? " class=\"number\"" : "") + (row[i].value.empty() ? "" : " data-value=\"" + html_text(row[i].value) + "\"") + ">" + row[i].markup + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string html_page(const Bilingual& title, Language language, std::string_view content) {
  const bool japanese = language == Language::kJapanese;
  std::string out = std::string("<!DOCTYPE html>\n<html lang=\"") + (japanese ? "ja" : "en") + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " + source_expression(kStyle) + "; script-src " + source_expression(kScript) +
         "; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<title>" + html_text(japanese ? title.ja : title.en) + "</title>\n<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n";
  out += "<header>\n<fieldset class=\"languages\"><legend>Language / 言語</legend>" + language_choice("en", "English", !japanese) + language_choice("ja", "日本語", japanese) + "</fieldset>\n";
  out += "<h1>" + both(title) + "</h1>\n</header>\n<main>\n";
  out += content;
  out += "</main>\n<footer><p>" +
         both({"Sekisho reports what supports a control. Whether a service is registered is for the ISMAP Steering Committee to decide.",
               "Sekisho は管理策を裏付ける事実を報告します。サービスの登録可否は ISMAP 運営委員会が決定します。"}) +
         "</p></footer>\n<script>" + std::string(kScript) + "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace sekisho
