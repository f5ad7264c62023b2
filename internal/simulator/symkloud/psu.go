package symkloud

import "fmt"

// psu is a power supply.
type psu struct {
	Number   number `json:"number"`
	Name     string `json:"name"`
	Identify bool   `json:"identify"`
	// Fault is its alarm.
	Fault bool `json:"fault"`
}

func newPSU(at int) *psu {
	return &psu{Number: number(at), Name: fmt.Sprintf("Power Supply %d", at)}
}
