package api

import "fmt"

// OptionError says what is wrong with a value of the provider block that a
// client was made with. It never shows a value that might hold a password.
type OptionError struct {
	// Option is the name in the provider block: "endpoint".
	Option string
	// Index is the element of an option that is a list; nil for the whole.
	Index *int
	// Problem is what is wrong and what would be right.
	Problem string
}

// Error names the option and its problem.
func (e *OptionError) Error() string {
	if e.Index != nil {
		return fmt.Sprintf("%s[%d]: %s", e.Option, *e.Index, e.Problem)
	}
	return e.Option + ": " + e.Problem
}
