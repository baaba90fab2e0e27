# Thirty-two firms' answers, drawn by a generator of its own so that they are
# the same everywhere: what a good firm does, it does at each question.
function roll(n) { seed = (seed * 1103 + 12345) % 65536; return int(seed / 64) % n }
function level(good,   l) { l = 1 + good + roll(3); return l > 5 ? 5 : l }
BEGIN {
	seed = 7
	split("nothing spoken written", rules)
	split("[] [read] [ask] [read,ask]", habits)
	for (i = 1; i <= 32; i++) {
		good = roll(4)
		reach = i % 8 == 0 ? "dk" : level(good)
		rule = i == 5 ? "unseen" : rules[1 + int((good + roll(2)) / 2)]
		habit = int((good + roll(3)) * 2 / 3)
		if (habit > 3) habit = 3
		trained = roll(4) < good ? "true" : "false"
		print i, reach, level(good), level(good), rule, trained,
		    habits[habit + 1]
	}
}
