package main

// variant is a provider that a scenario runs with.
type variant struct {
	// name is how the table calls it.
	name string
	// builtin is set for Terraform's own provider, floor for the one that does
	// nothing; asks has that one send the array a request for each object that it
	// makes or deletes.
	builtin, floor, asks bool
	// env are the variables that switch something of the provider off.
	env []string
}

// The variants by name.
const (
	ours     = "onprem"
	oneByOne = "onprem, one by one"
	longWay  = "onprem, without the short way"
	nothing  = "does nothing"
	asker    = "does nothing, but asks"
	builtin  = "terraform_data"
)

// alone is the provider without anything to compare it with.
func alone() []variant { return []variant{{name: ours}} }

// besideNothing are the provider and the one that does nothing.
func besideNothing() []variant { return append(alone(), variant{name: nothing, floor: true}) }

// compared are the provider and the two that it is compared with.
func compared() []variant { return append(besideNothing(), variant{name: builtin, builtin: true}) }

// changing are the variants of what makes or deletes objects: there is one that
// costs what requests to an array cost at the least.
func changing() []variant { return append(compared(), variant{name: asker, floor: true, asks: true}) }

// many is the number of objects beyond which the provider isn't compared with
// itself: fewer say the same.
const many = 1000

// refreshed are the variants of a plan that reads every object.
func refreshed(count int) []variant {
	if count > many {
		return compared()
	}
	return append(unrefreshed(count), variant{name: oneByOne, env: []string{"ONPREM_SHARED_READS=off"}})
}

// unrefreshed are the variants of a plan that reads nothing.
func unrefreshed(count int) []variant {
	if count > many {
		return compared()
	}
	return append(compared(), variant{name: longWay, env: []string{"ONPREM_SHORT_WAY=off"}})
}
