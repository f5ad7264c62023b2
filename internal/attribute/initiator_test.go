package attribute_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
)

// initiator makes an address as the framework does, through its type.
func initiator(t *testing.T, text any) attribute.Initiator {
	t.Helper()
	value, err := attribute.InitiatorType{}.ValueFromTerraform(t.Context(), tftypes.NewValue(tftypes.String, text))
	if err != nil {
		t.Fatal(err)
	}
	made, ok := value.(attribute.Initiator)
	if !ok {
		t.Fatalf("made a %T", value)
	}
	return made
}

func TestAddressesOfOneInitiatorAreEquivalent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		a, b any
		want bool
	}{
		{"WWN with colons", "50:01:43:80:12:34:56:78", "5001438012345678", true},
		{"WWN in capitals", "0x50014380ABCDEF01", "50014380abcdef01", true},
		{"another WWN", "50:01:43:80:12:34:56:78", "5001438012345679", false},
		{"IQN in capitals", "IQN.2011-08.com.Example:Storage", "iqn.2011-08.com.example:storage", true},
		{"another IQN", "iqn.2011-08.com.example:a", "iqn.2011-08.com.example:b", false},
		{"null and null", nil, nil, true},
		{"null and an address", nil, "5001438012345678", false},
		{"unknown and an address", tftypes.UnknownValue, "5001438012345678", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, b := initiator(t, c.a), initiator(t, c.b)
			if got, diags := a.StringSemanticEquals(t.Context(), b); got != c.want || diags.HasError() {
				t.Errorf("%v and %v: %t (%v), want %t", a, b, got, diags, c.want)
			}
			if c.want && a.Canonical() != b.Canonical() {
				t.Errorf("%q and %q", a.Canonical(), b.Canonical())
			}
		})
	}
}

func TestWhatIsNoAddressIsRefused(t *testing.T) {
	t.Parallel()
	for text, wrong := range map[any]bool{
		"50:01:43:80:12:34:56": true, "host01": true, "": true,
		"50:01:43:80:12:34:56:78": false, "iqn.2011-08.com.example:storage": false,
		"nqn.2014-08.org.nvmexpress:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6": false,
		tftypes.UnknownValue: false,
	} {
		var resp xattr.ValidateAttributeResponse
		initiator(t, text).ValidateAttribute(t.Context(), xattr.ValidateAttributeRequest{Path: path.Root("address")}, &resp)
		if resp.Diagnostics.HasError() != wrong {
			t.Errorf("%v: %v", text, resp.Diagnostics)
		}
		if wrong && !strings.Contains(resp.Diagnostics[0].Detail(), "Give a WWN") {
			t.Errorf("%v: no remedy in %s", text, resp.Diagnostics[0].Detail())
		}
	}
}

func TestPortTypeFollowsFromTheAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"5001438012345678": "FC", "iqn.2011-08.com.example:storage": "ISCSI",
		"nqn.2014-08.com.example:nvme.host.sys.test1": "NVME", "nonsense": "",
	} {
		if got := attribute.NewInitiator(text).PortType(); got != want {
			t.Errorf("%s is of type %q, want %q", text, got, want)
		}
	}
}
