# The CSV and the JSON say the same: every figure of the one, in its order,
# among the other's.
function add(id, key, value) { if (value != "" && value != "null") all[id "." key] = value + 0 }
FNR == 1 { file++ }
file == 1 && FNR == 1 { columns = split($0, head, ","); next }
file == 1 {
	split($0, cell, ",")
	for (c = 3; c <= columns; c++) add(cell[2], head[c], cell[c])
	next
}
/"id":/ { id = $2; gsub(/[",]/, "", id) }
/"(n|mean|sd|item_rest|dont_know|alpha|omega)":/ {
	key = $1; gsub(/[":]/, "", key)
	value = $2; sub(/,/, "", value)
	if (value == "null") next
	seen++
	if (!((id "." key) in all) || all[id "." key] != value + 0)
		print "JSON alone: " id "." key " " value
	delete all[id "." key]
}
END {
	for (k in all) print "CSV alone: " k " " all[k]
	print seen " figures in both"
}
