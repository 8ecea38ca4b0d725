-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a validator gave beside its verdict, so that a judgement that is continued can be graded again: a score in
-- millionths, or, where it is a multiplier, a part of what the test is worth. NULL: nothing.

ALTER TABLE run ADD COLUMN given INTEGER;
ALTER TABLE run ADD COLUMN given_is_multiplier INTEGER;
