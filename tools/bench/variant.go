package main

// variant is a provider that a scenario runs with.
type variant struct {
	// name is how the table calls it.
	name string
	// builtin is set for Terraform's own provider, floor for the one that does
	// nothing.
	builtin, floor bool
	// env are the variables that switch something of the provider off.
	env []string
}

// The variants by name.
const (
	ours     = "onprem"
	oneByOne = "onprem, one by one"
	longWay  = "onprem, without the short way"
	nothing  = "does nothing"
	builtin  = "terraform_data"
)

// compared are the provider and what it is compared with.
func compared() []variant {
	return []variant{{name: ours}, {name: nothing, floor: true}, {name: builtin, builtin: true}}
}

// refreshed are the variants of a plan that reads every object.
func refreshed() []variant {
	return append(unrefreshed(), variant{name: oneByOne, env: []string{"ONPREM_SHARED_READS=off"}})
}

// unrefreshed are the variants of a plan that reads nothing.
func unrefreshed() []variant {
	return append(compared(), variant{name: longWay, env: []string{"ONPREM_SHORT_WAY=off"}})
}
