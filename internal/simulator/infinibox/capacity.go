package infinibox

import (
	"strconv"
	"strings"
)

// How the array counts space, in bytes. Sizes are decimal; the units of
// rounding are those that the reference's samples show.
const (
	blockSize       = 512        // sizes of pools must be, sizes of volumes are made, multiples of it
	poolUnit        = 512 * 1024 // capacities of pools are rounded up to it
	provisionUnit   = 64 * 1024  // what a volume takes of its pool is rounded up to it
	minPoolCapacity = 1_000_000_000_000
	minDatasetSize  = 1_000_000_000
	// maxCapacity keeps sums of capacities within 64 bits.
	maxCapacity = 1 << 60
)

// roundUp is the smallest multiple of unit that isn't less than n.
func roundUp(n, unit int64) int64 { return (n + unit - 1) / unit * unit }

// readable is a capacity the way the array's messages write it: 327.68KB,
// 1000GB.
func readable(n int64) string {
	units := []string{"B", "KB", "MB", "GB", "TB", "PB", "EB"}
	x, at := float64(n), 0
	for x >= 1000 && at < len(units)-1 {
		x /= 1000
		at++
	}
	digits := strconv.FormatFloat(x, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(digits, "0"), ".") + units[at]
}
