package address_test

import (
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/address"
)

type conversion struct {
	text, want string
	// says is what the error has to mention; empty means no error.
	says string
}

func check(t *testing.T, convert func(string) (string, error), cases []conversion) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			got, err := convert(c.text)
			switch {
			case c.says == "" && (err != nil || got != c.want):
				t.Errorf("%q, %v; want %q", got, err, c.want)
			case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says) || got != ""):
				t.Errorf("%q, %v; want an error with %q", got, err, c.says)
			}
		})
	}
}

func TestWWN(t *testing.T) {
	t.Parallel()
	const canonical = "5742b0f000001300"
	check(t, address.WWN, []conversion{
		{text: "5742b0f000001300", want: canonical},
		{text: "5742B0F000001300", want: canonical},
		{text: "57:42:b0:f0:00:00:13:00", want: canonical},
		{text: "57-42-B0-F0-00-00-13-00", want: canonical},
		{text: "5742.b0f0.0000.1300", want: canonical},
		{text: "5742:b0f0:0000:1300", want: canonical},
		{text: "0x5742b0f000001300", want: canonical},
		{text: "0X5742B0F000001300", want: canonical},
		{text: "naa.5742b0f000001300", want: canonical},
		{text: "aaaaaaaaaaaa0001", want: "aaaaaaaaaaaa0001"},
		{text: "", says: "0 hexadecimal digits"},
		{text: "5742b0f00000130", says: "15 hexadecimal digits and must have 16"},
		{text: "57:42:b0:f0:00:00:13", says: "14 hexadecimal digits"},
		{text: "5742b0f0000013000", says: "17 hexadecimal digits"},
		{text: "5742b0f00000130g", says: `'g' is no hexadecimal digit`},
		{text: "57:42-b0:f0:00:00:13:00", says: "same character"},
		{text: "57:42:b0f0:00:00:13:00", says: "same length"},
		{text: "57:42:b0:f0:00:00:13:00:", says: "same length"},
		{text: "5:7:4:2:b:0:f:0:0:0:0:0:1:3:0:0", says: "groups of two or four"},
		{text: "57 42 b0 f0 00 00 13 00", says: `' ' is no hexadecimal digit`},
		{text: "0xnaa.5742b0f000001300", says: "groups"},
		{text: "5742b0f00000130\xff", says: "no hexadecimal digit"},
		{text: strings.Repeat("é", 100), says: `...`},
	})
}

func TestEUI(t *testing.T) {
	t.Parallel()
	check(t, address.EUI, []conversion{
		{text: "eui.0123456789ABCDEF", want: "eui.0123456789abcdef"},
		{text: "EUI.0123456789abcdef", want: "eui.0123456789abcdef"},
		{text: "0123456789abcdef", says: "does not start with eui."},
		{text: "eui.0123456789abcde", says: "15 hexadecimal digits"},
		{text: "eui.01:23:45:67:89:ab:cd:ef", says: "':' is no hexadecimal digit"},
	})
}

func TestNAA(t *testing.T) {
	t.Parallel()
	check(t, address.NAA, []conversion{
		{text: "naa.5742B0F000001300", want: "naa.5742b0f000001300"},
		{text: "NAA.6742b0f000001300aaaaaaaaaaaa0001", want: "naa.6742b0f000001300aaaaaaaaaaaa0001"},
		{text: "5742b0f000001300", says: "does not start with naa."},
		{text: "naa.5742b0f0", says: "8 hexadecimal digits and must have 16"},
		{text: "naa.5742b0f000001300aa", says: "18 hexadecimal digits and must have 32"},
	})
}

func TestIQN(t *testing.T) {
	t.Parallel()
	check(t, address.IQN, []conversion{
		{text: "iqn.2011-08.com.example:storage", want: "iqn.2011-08.com.example:storage"},
		{text: "IQN.1991-05.com.Microsoft:Host632.infinidat.com", want: "iqn.1991-05.com.microsoft:host632.infinidat.com"},
		{text: "iqn.2009-11.com.infinidat:storage:infinibox-sn-19", want: "iqn.2009-11.com.infinidat:storage:infinibox-sn-19"},
		{text: "iqn.2004-10.com.ubuntu", want: "iqn.2004-10.com.ubuntu"},
		{text: "iqn.1998-01.com.vmware:esx_01", want: "iqn.1998-01.com.vmware:esx_01"},
		{text: " ", says: "does not start with iqn."},
		{text: "nqn.2011-08.com.example:storage", says: "does not start with iqn."},
		{text: "iqn.2011-13.com.example:storage", says: "year and month"},
		{text: "iqn.2011-8.com.example:storage", says: "year and month"},
		{text: "iqn.2011-1x.com.example:storage", says: "year and month"},
		{text: "iqn.11-08.com.example:storage", says: "year and month"},
		{text: "iqn.2011-08", says: "year and month and a dot"},
		{text: "iqn.2011-08.", says: "reversed domain name"},
		{text: "iqn.2011-08.com..example:storage", says: "reversed domain name"},
		{text: "iqn.2011-08.com.example:", says: "nothing follows the colon"},
		{text: "iqn.2011-08.com.example:my storage", says: "' ' cannot be in one"},
		{text: "iqn.2011-08.com.example:\u212a", says: "cannot be in one"},
		{text: "iqn.2011-08.com.example:" + strings.Repeat("x", 199), want: "iqn.2011-08.com.example:" + strings.Repeat("x", 199)},
		{text: "iqn.2011-08.com.example:" + strings.Repeat("x", 200), says: "224 bytes and may have 223"},
		{text: "iqn.2011-08.com.example:\xff", says: "cannot be in one"},
	})
}

func TestNQN(t *testing.T) {
	t.Parallel()
	check(t, address.NQN, []conversion{
		{text: "nqn.2014-08.com.example:nvme.host.sys.test1", want: "nqn.2014-08.com.example:nvme.host.sys.test1"},
		{text: "NQN.2014-08.com.example:Host1", want: "nqn.2014-08.com.example:Host1"},
		{text: "nqn.2014-08.org.nvmexpress:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", want: "nqn.2014-08.org.nvmexpress:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"},
		{text: "nqn", says: "does not start with nqn."},
		{text: "iqn.2011-08.com.example:storage", says: "does not start with nqn."},
		{text: "nqn.2014-08.com.example", says: "a colon and a unique name"},
		{text: "nqn.2014-08.com.example:", says: "a colon and a unique name"},
		{text: "nqn.2014-00.com.example:host1", says: "year and month"},
		{text: "nqn.2014-08.com.example:host 1", says: "' ' cannot be in one"},
		{text: "nqn.2014-08.com.example:\xff", says: "UTF-8"},
		{text: "nqn.2014-08.com.example:host\n", says: `'\n' cannot be in one`},
	})
}

func TestInitiator(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text      string
		kind      address.PortType
		canonical string
		says      string
	}{
		{"57:42:B0:F0:00:00:13:00", address.FC, "5742b0f000001300", ""},
		{"5742.b0f0.0000.1300", address.FC, "5742b0f000001300", ""},
		{"naa.5742B0F000001300", address.FC, "5742b0f000001300", ""},
		{"naa.6742B0F000001300aaaaaaaaaaaa0001", address.ISCSI, "naa.6742b0f000001300aaaaaaaaaaaa0001", ""},
		{"IQN.2011-08.com.example:Storage", address.ISCSI, "iqn.2011-08.com.example:storage", ""},
		{"eui.0123456789ABCDEF", address.ISCSI, "eui.0123456789abcdef", ""},
		{"NQN.2014-08.com.example:Host1", address.NVMe, "nqn.2014-08.com.example:Host1", ""},
		{"", "", "", "neither starts with"},
		{"db01.example.com", "", "", "neither starts with"},
		{"192.168.1.1", "", "", "groups of two or four"},
		{"57:42:b0:f0", "", "", "8 hexadecimal digits"},
		{"iqn.", "", "", "not an IQN"},
		{"naa.12", "", "", "not a WWN"},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			kind, canonical, err := address.Initiator(c.text)
			if c.says != "" {
				if err == nil || !strings.Contains(err.Error(), c.says) || kind != "" || canonical != "" {
					t.Fatalf("%q, %q, %v; want an error with %q", kind, canonical, err, c.says)
				}
				return
			}
			if err != nil || kind != c.kind || canonical != c.canonical {
				t.Fatalf("%q, %q, %v; want %q, %q", kind, canonical, err, c.kind, c.canonical)
			}
		})
	}
}
