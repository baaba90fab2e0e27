# The figures of `jalon items`, computed apart: plain formulas over what was
# drawn. One factor of three items has its loadings in closed form,
# l1 = sqrt(r12 r13 / r23). Prints each figure that differs, then how many
# were compared.
function points(text) {
	if (text == "nothing" || text == "false") return 1
	if (text == "spoken") return 2.5
	if (text == "written" || text == "true") return 5
	if (text == "[]") return 0
	if (text == "[read]") return 2
	if (text == "[ask]") return 3
	if (text == "[read,ask]") return 5
	return text + 0
}
function none(text) { return text == "dk" || text == "unseen" }
# Over the rows where all of some columns, given as "2 3", have points.
function rows_of(columns,   n, c, i, k, list) {
	k = split(columns, list, " ")
	for (i = 1; i <= firms; i++) {
		for (c = 1; c <= k; c++)
			if (none(said[i, list[c]])) break
		if (c > k) rows[++n] = i
	}
	return n
}
function mean_of(c, n,   i, s) {
	for (i = 1; i <= n; i++) s += points(said[rows[i], c])
	return s / n
}
function cov(a, b, n,   i, s, x, y) {
	x = mean_of(a, n); y = mean_of(b, n)
	for (i = 1; i <= n; i++)
		s += (points(said[rows[i], a]) - x) * \
		     (points(said[rows[i], b]) - y)
	return s / (n - 1)
}
function r_of(a, b, n) { return cov(a, b, n) / sqrt(cov(a, a, n) * cov(b, b, n)) }
function expect(id, key, value) {
	compared++
	if (!((id, key) in printed) || printed[id, key] == "" ||
	    printed[id, key] - value > 0.000051 ||
	    value - printed[id, key] > 0.000051)
		printf "%s %s: printed %s, computed %.5f\n", id, key,
		    printed[id, key], value
}
function empty(id, key) {
	compared++
	if (printed[id, key] != "")
		print id, key ": printed " printed[id, key] ", computed none"
}
function question(id, c,   i, n, dk, answered) {
	n = rows_of(c)
	expect(id, "n", n)
	# Nothing is said of fewer than thirty firms.
	if (n < 30) {
		empty(id, "mean"); empty(id, "sd")
	} else {
		expect(id, "mean", mean_of(c, n))
		expect(id, "sd", sqrt(cov(c, c, n)))
	}
	for (i = 1; i <= firms; i++) dk += said[i, c] == "dk"
	expect(id, "dont_know", dk / firms)
}
NR == FNR {
	firms++
	for (c = 2; c <= NF; c++) said[firms, c] = $c
	next
}
FNR == 1 { columns = split($0, head, ","); next }
{
	split($0, cell, ",")
	for (c = 3; c <= columns; c++) printed[cell[2], head[c]] = cell[c]
}
END {
	question("reach", 2); question("replies", 3); question("lists", 4)
	question("rules", 5); question("trained", 6); question("habits", 7)
	# Two questions of one criterion: each one's rest is the other.
	n = rows_of("3 4")
	expect("replies", "item_rest", r_of(3, 4, n))
	expect("lists", "item_rest", r_of(3, 4, n))
	empty("reach", "item_rest")
	expect("service.replies", "n", n)
	# k / (k - 1) x (1 - trace / sum)
	expect("service.replies", "alpha", 2 * (1 - \
	    (cov(3, 3, n) + cov(4, 4, n)) / \
	    (cov(3, 3, n) + cov(4, 4, n) + 2 * cov(3, 4, n))))
	empty("service.replies", "omega"); empty("service.reachable", "alpha")
	# Three criteria of one question each.
	n = rows_of("5 6 7")
	expect("governance", "n", n)
	for (a = 5; a <= 7; a++) {
		trace += cov(a, a, n)
		for (b = 5; b <= 7; b++) sum += cov(a, b, n)
	}
	expect("governance", "alpha", 1.5 * (1 - trace / sum))
	l[5] = sqrt(r_of(5, 6, n) * r_of(5, 7, n) / r_of(6, 7, n))
	l[6] = sqrt(r_of(5, 6, n) * r_of(6, 7, n) / r_of(5, 7, n))
	l[7] = sqrt(r_of(5, 7, n) * r_of(6, 7, n) / r_of(5, 6, n))
	for (a = 5; a <= 7; a++) {
		common += l[a] * sqrt(cov(a, a, n))
		own += cov(a, a, n) * (1 - l[a] * l[a])
	}
	expect("governance", "omega", common * common / (common * common + own))
	print compared " figures compared"
}
