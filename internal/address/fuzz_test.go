package address_test

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/address"
)

// fuzz expects of every text that it's refused without a result, or has a
// canonical form that is its own and that no other case of letters changes.
func fuzz(f *testing.F, convert func(string) (string, error), foldsCase bool, seeds ...string) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		canonical, err := convert(text)
		if err != nil {
			if canonical != "" || err.Error() == "" {
				t.Fatalf("%q: %q and %q", text, canonical, err)
			}
			return
		}
		if again, err := convert(canonical); err != nil || again != canonical {
			t.Fatalf("%q became %q, which became %q (%v)", text, canonical, again, err)
		}
		if !foldsCase {
			return
		}
		if upper, err := convert(strings.ToUpper(text)); err != nil || upper != canonical {
			t.Fatalf("%q became %q, in upper case %q (%v)", text, canonical, upper, err)
		}
	})
}

func FuzzWWN(f *testing.F) {
	fuzz(f, address.WWN, true, "57:42:b0:f0:00:00:13:00", "0x5742B0F000001300", "naa.5742b0f000001300", "5742.b0f0.0000.1300")
}

func FuzzEUI(f *testing.F) { fuzz(f, address.EUI, true, "eui.0123456789ABCDEF", "eui.") }

func FuzzNAA(f *testing.F) {
	fuzz(f, address.NAA, true, "naa.5742B0F000001300", "naa.6742b0f000001300aaaaaaaaaaaa0001")
}

func FuzzIQN(f *testing.F) {
	fuzz(f, address.IQN, true, "iqn.2011-08.com.example:storage", "IQN.1991-05.com.Microsoft:Host", "iqn.2011-08.com")
}

func FuzzNQN(f *testing.F) {
	fuzz(f, address.NQN, false, "nqn.2014-08.com.example:host1", "NQN.2014-08.org.nvmexpress:uuid:f81d4fae")
}

func FuzzInitiator(f *testing.F) {
	for _, seed := range []string{"57:42:b0:f0:00:00:13:00", "iqn.2011-08.com.example:storage", "eui.0123456789abcdef", "nqn.2014-08.com.example:host1", "naa.6742b0f000001300aaaaaaaaaaaa0001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		kind, canonical, err := address.Initiator(text)
		if err != nil {
			if canonical != "" {
				t.Fatalf("%q: %q and %v", text, canonical, err)
			}
			return
		}
		againKind, again, err := address.Initiator(canonical)
		if err != nil || againKind != kind || again != canonical {
			t.Fatalf("%q became %s %q, which became %s %q (%v)", text, kind, canonical, againKind, again, err)
		}
	})
}
