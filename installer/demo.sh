#!/bin/sh
# The main job on a shipped plan, headless: 永济市's two plans with sample figures, its paper and its workbooks of 2024.
set -eu
cli=.venv/bin/plandesk-cli
[ -x "$cli" ] || cli=plandesk-cli
rm -rf out
mkdir out
file=out/永济市.plandesk
"$cli" new "$file" --pack yongji_women yongji_children --by 示例
"$cli" sample "$file" --years 2021-2024 --by 示例
"$cli" check "$file" --year 2024 | tail -n 1
"$cli" evaluate "$file" --year 2024 | grep 计入
"$cli" report annual "$file" --year 2024 -o out/永济市2024年度监测报告（示例）.pdf
"$cli" export tables "$file" --year 2024 -o out/永济市2024工作表（示例）.xlsx
"$cli" export submission "$file" --year 2024 -o out/永济市2024上报（示例）.xlsx
"$cli" verify "$file"
echo "打开窗口：.venv/bin/plandesk $file"
