package symkloud

import "fmt"

// fan cools the chassis.
type fan struct {
	Number   number `json:"number"`
	Name     string `json:"name"`
	Identify bool   `json:"identify"`
	// Fault is its alarm.
	Fault bool `json:"fault"`
}

func newFan(at int) *fan { return &fan{Number: number(at), Name: fmt.Sprintf("Fan %d", at)} }
