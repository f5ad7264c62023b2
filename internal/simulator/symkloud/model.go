package symkloud

// Version is one component of a node's firmware: "BMC" 3.33.
type Version struct {
	Name  string `json:"name"`
	Major string `json:"major"`
	Minor string `json:"minor"`
}

// Model is a kind of node.
type Model struct {
	// Name is what the API calls it: "MSP8020".
	Name string
	// Hub tells that it's a hub node, for slots 10 and 11.
	Hub bool
	// KVM tells that it can be provisioned for keyboard, video and mouse.
	KVM bool
	// Payloads are the backplanes that each payload's NICs are on, in order.
	Payloads [][]string
	// Versions are the firmware that it comes with.
	Versions []Version
	// Product and Part are the board's, in its FRU data.
	Product, Part string
}

// DefaultModels are one with a payload of four NICs, one with two payloads of
// two NICs and without KVM, and a hub node.
func DefaultModels() []Model {
	return []Model{
		{
			Name: "MSP8000", KVM: true, Product: "4003", Part: "T4003",
			Payloads: [][]string{{"Base1", "Base2", "Fabric1", "Fabric2"}},
			Versions: []Version{{"BMC", "3", "33"}, {"FPGA", "1", "02"}, {"BIOS", "0", "42"}},
		},
		{
			Name: "MSP8020", Product: "4020", Part: "T4020",
			Payloads: [][]string{{"Base2", "Fabric1"}, {"Base1", "Fabric2"}},
			Versions: []Version{{"BMC", "3", "33"}, {"FPGA", "1", "05"}, {"BIOS", "1", "10"}},
		},
		{
			Name: "MSP8001", Hub: true, Product: "4001", Part: "T4001",
			Versions: []Version{{"BMC", "3", "30"}, {"FPGA", "2", "01"}, {"Switch", "4", "12"}},
		},
	}
}

// model finds a model by name.
func (s *Stack) model(name string) (Model, bool) {
	for _, m := range s.options.Models {
		if m.Name == name {
			return m, true
		}
	}
	return Model{}, false
}
