# Templates of registers: what people fill in has the columns of its kind, opens in Excel, and is explained in both languages.
templates=$root/policies/registers/templates

it "each template opens in Excel, has the columns of its kind in their order, and two example rows"
for template in "$templates"/*.csv; do
  kind=$(basename "$template" .csv)
  [[ $(head -c 3 "$template") == $'\xef\xbb\xbf' ]] || wrong "$kind does not begin with the mark by which Excel knows UTF-8"
  sekisho schema "$kind"
  columns=$(sed -n 's/^  \([a-z_]*\) *:.*/\1/p' "$out" | paste -sd,)
  [[ -n $columns && $(head -1 "$template" | tail -c +4 | tr -d '\r') == "$columns" ]] || wrong "$kind: its columns are not $columns"
  [[ $(wc -l <"$template") -eq 3 ]] || wrong "$kind: there are not two example rows"
done

it "each template has its section in both languages, and each section its template"
for page in "$root"/policies/registers/README.md "$root"/policies/registers/README.ja.md; do
  sections=$(sed -n 's/^## `\([a-z_.]*\)`.*/\1/p' "$page")
  [[ $sections == "$(cd "$templates" && ls ./*.csv | sed 's|^./||; s|\.csv$||' | LC_ALL=C sort)" ]] || wrong "$(basename "$page"): its sections are not the templates, sorted"
done
