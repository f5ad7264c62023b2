package infinibox

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// defaultPageSize and maxPageSize are the overview's.
const (
	defaultPageSize = 50
	maxPageSize     = 1000
)

// readPage takes page and page_size; command is the array's own name of the
// listing, which its refusal of large pages quotes.
func readPage(params url.Values, command string) (page, error) {
	p := page{number: 1, size: defaultPageSize}
	for name, target := range map[string]*int{"page": &p.number, "page_size": &p.size} {
		if !params.Has(name) {
			continue
		}
		given := params.Get(name)
		n, err := strconv.Atoi(given)
		if err != nil {
			return p, fail("MALFORMED_PARAMETER", given)
		}
		if n < 1 {
			return p, fail("WRONG_PARAMETER", given, name, "int >= 1")
		}
		*target = n
	}
	if p.size > maxPageSize {
		return p, fail("MAX_PAGE_SIZE_VIOLATION", p.size, command)
	}
	return p, nil
}

// cut is the part of a list that the page shows. A page beyond the last is
// empty.
func cut[T any](p page, items []T) []T {
	if p.number-1 > len(items)/p.size {
		return nil
	}
	from := min((p.number-1)*p.size, len(items))
	return items[from:min(from+p.size, len(items))]
}

// listing answers a list of objects: filtered, sorted, paged and plucked as
// the query string says. extra are parameters of the endpoint's own.
func listing[T object](c *call, s *schema[T], candidates func([]condition[T]) []T) (*answer, error) {
	p, err := readPage(c.params, c.route.calls())
	if err != nil {
		return nil, err
	}
	conditions, err := readFilters(c, s)
	if err != nil {
		return nil, err
	}
	order, err := readSort(c, s)
	if err != nil {
		return nil, err
	}
	shown := window(&p, candidates(conditions), conditions, order)
	plucked := s.pluck(c.params.Get("fields"))
	return &answer{page: &p, size: len(shown) * s.sizeOf(plucked), result: func(buf []byte) []byte {
		buf = append(buf, '[')
		for i, item := range shown {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = s.append(buf, item, plucked)
		}
		return append(buf, ']')
	}}, nil
}

// window is the page's part of the objects that meet the conditions, in order,
// and tells the page how many there are. Without an order it keeps no more
// than the page shows.
func window[T object](p *page, items []T, conditions []condition[T], order func(a, b T) int) []T {
	if len(conditions) == 0 && order == nil {
		p.objects = len(items)
		return cut(*p, items)
	}
	if order == nil {
		var shown []T
		for _, item := range items {
			if !meetsAll(item, conditions) {
				continue
			}
			if p.objects/p.size == p.number-1 {
				shown = append(shown, item)
			}
			p.objects++
		}
		return shown
	}
	matching := make([]T, 0, len(items))
	for _, item := range items {
		if meetsAll(item, conditions) {
			matching = append(matching, item)
		}
	}
	slices.SortFunc(matching, order)
	p.objects = len(matching)
	return cut(*p, matching)
}

// list answers a whole collection's listing.
func (col *collection[T]) list(c *call) (*answer, error) {
	return listing(c, col.schema, col.narrow)
}

// listOf answers a listing of objects that are already chosen, in the order of
// their ids.
func listOf[T object](c *call, s *schema[T], items []T) (*answer, error) {
	return listing(c, s, func([]condition[T]) []T { return items })
}

// values answers a paged list of plain values, which has nothing to filter.
func values(c *call, items []value) (*answer, error) {
	p, err := readPage(c.params, c.route.calls())
	if err != nil {
		return nil, err
	}
	for name := range c.params {
		if name != "page" && name != "page_size" && name != "fields" {
			return nil, fail("UNKNOWN_PARAMETER", name)
		}
	}
	p.objects = len(items)
	return &answer{page: &p, result: several(cut(p, items)...).appendJSON}, nil
}

// narrow uses the indexes of ids and names, so that looking up one object, or
// a thousand by id, doesn't walk the whole collection.
func (col *collection[T]) narrow(conditions []condition[T]) []T {
	for _, cond := range conditions {
		if cond.relation != "EQ" && cond.relation != "IN" {
			continue
		}
		switch cond.field.name {
		case "id":
			found := make([]T, 0, len(cond.operands))
			for _, operand := range cond.operands {
				if item, ok := col.ids[operand.num]; ok {
					found = append(found, item)
				}
			}
			slices.SortFunc(found, byIdentity[T])
			return slices.Compact(found)
		case "name":
			var found []T
			for _, operand := range cond.operands {
				found = append(found, col.names[strings.ToLower(operand.text)]...)
			}
			slices.SortFunc(found, byIdentity[T])
			return slices.Compact(found)
		}
	}
	return col.items
}

func byIdentity[T object](a, b T) int { return cmp.Compare(a.identity(), b.identity()) }

func meetsAll[T object](item T, conditions []condition[T]) bool {
	for i := range conditions {
		if !conditions[i].holds(conditions[i].field.get(item)) {
			return false
		}
	}
	return true
}

// readSort takes sort=field,-field; the left field counts first. No sort
// leaves the order of ids.
func readSort[T object](c *call, s *schema[T]) (func(a, b T) int, error) {
	if sort := c.params.Get("sort"); sort == "id" || !c.params.Has("sort") {
		return nil, nil
	}
	var orders []func(a, b T) int
	for name := range strings.SplitSeq(c.params.Get("sort"), ",") {
		name, descending := strings.CutPrefix(strings.TrimSpace(name), "-")
		f, ok := s.field(name)
		if !ok {
			return nil, fail("ATTRIBUTE_NOT_FOUND", name)
		}
		if !f.sortable {
			return nil, c.unsortable(name)
		}
		orders = append(orders, func(a, b T) int {
			if descending {
				a, b = b, a
			}
			return compare(f.get(a), f.get(b))
		})
	}
	return func(a, b T) int {
		for _, order := range orders {
			if n := order(a, b); n != 0 {
				return n
			}
		}
		return byIdentity(a, b)
	}, nil
}

// unsortable refuses a field to sort by. Of all collections vvols alone has a
// code of its own for it.
func (c *call) unsortable(name string) error {
	if c.route.path == "vvols" {
		return fail("OPERATION_NOT_SUPPORTED", "Sorting by field: '"+name+"'")
	}
	return fail("NOT_SORTABLE_FIELD", name)
}

// calls is the endpoint's name in the refusal of large pages: that of its
// listing, or one made of its title.
func (r *route) calls() string {
	if r.command == "" && len(r.documented) > 0 {
		return commandOf(r.documented[0].Title)
	}
	return r.command
}

// compare orders values of one field: null first, text without regard to case.
func compare(a, b value) int {
	if a.kind != b.kind {
		return cmp.Compare(a.kind, b.kind)
	}
	switch a.kind {
	case integer, boolean:
		return cmp.Compare(a.num, b.num)
	case decimal:
		return cmp.Compare(a.float(), b.float())
	case text:
		return compareFolded(a.text, b.text)
	default:
		return 0
	}
}

// equals tells whether two values of one field are the same, text without
// regard to case.
func (v value) equals(other value) bool {
	if v.kind == text {
		return strings.EqualFold(v.text, other.text)
	}
	return v.num == other.num
}

// compareFolded orders text without regard to case; plain ASCII is compared in
// place.
func compareFolded(a, b string) int {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if x >= 0x80 || y >= 0x80 {
			return cmp.Compare(strings.ToLower(a), strings.ToLower(b))
		}
		if x == y {
			continue
		}
		if n := cmp.Compare(lower(x), lower(y)); n != 0 {
			return n
		}
	}
	return cmp.Compare(len(a), len(b))
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
