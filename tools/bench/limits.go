package main

// limit is the most that a figure may be.
type limit struct {
	row     row
	measure measure
	// most is the limit, in the figure's unit; false when it depends on what
	// wasn't measured.
	most func(r *results) (float64, bool)
}

// What the limits allow beside their own figures.
const (
	// noise is what two quotients that should be equal may differ by.
	noise = 1.05
)

// mustHold are the limits of a full run.
func mustHold() []limit {
	plan, apply := row{"plan-1000", ours}, row{"apply-1000", ours}
	return []limit{
		{plan, timesNothing, fixed(1.3)},
		{plan, providerCPU, fixed(1.0)},
		{plan, providerMemory, fixed(120e6)},
		{plan, requests, fixed(5)},
		{row{"plan-one-of-10000", ours}, requests, fixed(2)},
		{apply, requests, fixed(1010)},
		{apply, wall, asking(apply.scenario)},
		{row{"plan-3000", ours}, timesNothing, noWorse(plan)},
		{row{"apply-3000", ours}, timesNothing, noWorse(apply)},
		{row{"data-3000", ours}, requests, fixed(3)},
		{row{"list-3000", firstResult}, requests, fixed(1)},
		{row{"schema", ours}, wall, fixed(0.1)},
		{row{"validate", ours}, wall, above(row{"validate", nothing})},
	}
}

// fixed is a limit that doesn't depend on anything.
func fixed(most float64) func(*results) (float64, bool) {
	return func(*results) (float64, bool) { return most, true }
}

// above is another row's wall time, and 150 ms.
func above(other row) func(*results) (float64, bool) {
	return func(r *results) (float64, bool) {
		theirs, ok := r.of(wall, other)
		return theirs + 0.15, ok
	}
}

// noWorse is the quotient of a smaller scenario.
func noWorse(smaller row) func(*results) (float64, bool) {
	return func(r *results) (float64, bool) {
		theirs, ok := r.of(timesNothing, smaller)
		return theirs * noise, ok
	}
}

// asking is 1.2 times what the provider that does nothing takes, or what it takes
// when it asks the array something for each object, as many at once as are
// allowed: no provider gets as many answers faster.
func asking(scenario string) func(*results) (float64, bool) {
	return func(r *results) (float64, bool) {
		theirs, ok := r.of(wall, row{scenario, nothing})
		least, asked := r.of(wall, row{scenario, asker})
		return max(1.2*theirs, noise*least), ok && asked
	}
}
