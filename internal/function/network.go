package function

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"math/bits"
	"net/netip"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

// addressBits are the bits of an IPv4 address.
const addressBits = 32

func newNetmask() function.Function {
	return conversion[*big.Float, string]{
		name: "netmask",
		definition: function.Definition{
			Summary:             "IPv4 network mask of a prefix length",
			MarkdownDescription: "Turns the prefix length of an IPv4 network into its mask in dotted notation: `24` becomes `\"255.255.255.0\"`.",
			Parameters: []function.Parameter{function.NumberParameter{
				Name:                "prefix_length",
				MarkdownDescription: "The number of bits of the network, from 0 to 32.",
			}},
			Return: function.StringReturn{},
		},
		convert: netmask,
	}
}

func newPrefixLength() function.Function {
	return conversion[string, int64]{
		name: "prefix_length",
		definition: function.Definition{
			Summary: "Prefix length of an IPv4 network mask",
			MarkdownDescription: "Turns an IPv4 network mask in dotted notation into its prefix length: `\"255.255.255.0\"` becomes `24`.\n\n" +
				"A mask whose ones aren't all at its start, such as `\"255.0.255.0\"`, is an error.",
			Parameters: []function.Parameter{function.StringParameter{
				Name:                "netmask",
				MarkdownDescription: "Four numbers from 0 to 255 with dots between them.",
			}},
			Return: function.Int64Return{},
		},
		convert: prefixLength,
	}
}

func netmask(number *big.Float) (string, error) {
	length, err := whole(number, "a prefix length", 0, addressBits)
	if err != nil {
		return "", err
	}
	return maskOf(int(length)), nil
}

// maskOf writes a mask with that many ones.
func maskOf(ones int) string {
	var mask [4]byte
	binary.BigEndian.PutUint32(mask[:], ^(^uint32(0) >> ones))
	return netip.AddrFrom4(mask).String()
}

func prefixLength(text string) (int64, error) {
	address, err := netip.ParseAddr(text)
	if err != nil || !address.Is4() {
		return 0, fmt.Errorf("%q is not an IPv4 network mask: it must be four numbers from 0 to 255 with dots between them, such as \"255.255.255.0\"", text)
	}
	octets := address.As4()
	mask := binary.BigEndian.Uint32(octets[:])
	length := bits.LeadingZeros32(^mask)
	if bits.OnesCount32(mask) != length {
		return 0, fmt.Errorf("%q is not a network mask: its %d ones must all stand at its start, as in %q",
			text, bits.OnesCount32(mask), maskOf(bits.OnesCount32(mask)))
	}
	return int64(length), nil
}
