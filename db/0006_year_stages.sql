-- 草稿 → 已审核 → 已上报 → 退回 of a year: who brought it to its stage, and when (ISO date and time).
ALTER TABLE year_state ADD COLUMN set_by TEXT NOT NULL DEFAULT '';
ALTER TABLE year_state ADD COLUMN set_at TEXT NOT NULL DEFAULT '';
