package infinibox

import (
	"slices"
	"testing"
)

// FuzzAddresses: an address as the array answers it is one, means the same, and
// is found by whatever it was spelled like.
func FuzzAddresses(f *testing.F) {
	for _, address := range []string{
		"", " ", "21:00:00:24:FF:3D:9A:0C", "21000024ff3d9a0c", "iqn.1991-05.com.microsoft:host632.infinidat.com", "IQN.2011-08.com.Example",
		"iqn.2011-08.com.example:", "nqn.2014-08.com.example:nvme.host.sys.test1", "nqn.2014-08.com.example:\x00", "eui.02004567a425678d",
	} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		for _, kind := range portKinds() {
			spelled, err := canonical(kind, address)
			if err != nil {
				continue
			}
			if again, err := canonical(kind, spelled); err != nil || again != spelled {
				t.Errorf("%s %q is answered as %q, which is %q, %v", kind, address, spelled, again, err)
			}
			if !slices.Contains(spellings(address), spelled) {
				t.Errorf("%s %q isn't found by %v", kind, address, spellings(address))
			}
		}
	})
}
