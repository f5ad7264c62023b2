package entity

import (
	"cmp"
	"fmt"
	"strings"
)

// tagged takes a field's api tag: what the device calls it, and options.
func (f *field) tagged(tag string) error {
	name, options, _ := strings.Cut(tag, ",")
	f.api, f.sent = name, name
	for option := range strings.SplitSeq(options, ",") {
		option, value, assigned := strings.Cut(option, "=")
		if assigned != (option == "sent" || option == "changed" || option == "words") || (assigned && value == "") {
			return fmt.Errorf("a misspelt api option %q", option)
		}
		switch option {
		case "":
		case "fixed":
			f.fixed = true
		case "zero":
			f.zero = true
		case "bare":
			f.bare = true
		case "secret":
			f.secret = true
		case "unread":
			f.unread, f.fixed = true, true
		case "demanded":
			f.demanded = true
		case "sent":
			f.sent = value
		case "changed":
			f.changed = value
		case "words":
			var err error
			if f.words, err = wordsIn(value); err != nil {
				return err
			}
		default:
			return fmt.Errorf("an unknown api option %q", option)
		}
	}
	f.changed = cmp.Or(f.changed, f.sent)
	if name == "" && options != "" {
		return fmt.Errorf("api options %q for a field that the device doesn't have", options)
	}
	return nil
}
