package client

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestQueriesAreWrittenAsTheReferenceShows(t *testing.T) {
	t.Parallel()
	filter := func(field, operator string, values ...string) api.Filter {
		return api.Filter{Field: field, Operator: operator, Values: values}
	}
	tests := map[string]struct {
		query api.Query
		want  string
	}{
		"nothing":  {api.Query{}, "page_size=1000"},
		"eq":       {api.Query{Filters: []api.Filter{filter("parent_id", "eq", "0")}}, "parent_id=eq:0&page_size=1000"},
		"is null":  {api.Query{Filters: []api.Filter{filter("cg_id", "is", "null")}}, "cg_id=is:null&page_size=1000"},
		"escaping": {api.Query{Filters: []api.Filter{filter("name", "eq", "a b&c=d+é%")}}, "name=eq:a%20b%26c%3Dd%2B%C3%A9%25&page_size=1000"},
		"in":       {api.Query{Filters: []api.Filter{filter("id", "in", "1", "2", "2")}}, "id=in:(1,2)&page_size=1000"},
		"in, case": {api.Query{Filters: []api.Filter{filter("name", "in", "DB", "db", "web")}}, "name=in:(DB,web)&page_size=1000"},
		"notin":    {api.Query{Filters: []api.Filter{filter("id", "notin", "1", "2")}}, "id=notin:(1,2)&page_size=1000"},
		"notin, none": {
			api.Query{Filters: []api.Filter{filter("id", "notin"), filter("name", "like", "x")}},
			"name=like:x&page_size=1000",
		},
		"between": {api.Query{Filters: []api.Filter{filter("size", "between", "5", "5")}}, "size=between:(5,5)&page_size=1000"},
		"sort and fields": {
			api.Query{Sort: []string{"-level", "timestamp"}, Fields: []string{"id", "name"}},
			"sort=-level,timestamp&fields=id,name&page_size=1000",
		},
		"several filters": {
			api.Query{Filters: []api.Filter{filter("id", "in", "1"), filter("name", "in", "a", "b"), filter("size", "gt", "3")}},
			"name=in:(a,b)&id=in:(1)&size=gt:3&page_size=1000",
		},
	}
	for name, test := range tests {
		got, err := queries("volumes", test.query)
		if err != nil || len(got) != 1 || got[0] != test.want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, test.want)
		}
	}
}

func TestQueriesThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	for name, filter := range map[string]api.Filter{
		"unknown operator": {Field: "id", Operator: "ne", Values: []string{"1"}},
		"no value":         {Field: "id", Operator: "eq"},
		"two values":       {Field: "id", Operator: "eq", Values: []string{"1", "2"}},
		"between one":      {Field: "id", Operator: "between", Values: []string{"1"}},
		"between three":    {Field: "id", Operator: "between", Values: []string{"1", "2", "3"}},
		"comma in a list":  {Field: "name", Operator: "in", Values: []string{"a,b"}},
		"bracket":          {Field: "name", Operator: "notin", Values: []string{"a)"}},
		"too long":         {Field: "name", Operator: "eq", Values: []string{strings.Repeat("x", 8000)}},
		"too long in list": {Field: "name", Operator: "in", Values: []string{strings.Repeat("x", 8000)}},
	} {
		if got, err := queries("volumes", api.Query{Filters: []api.Filter{filter}}); err == nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestListWithoutValuesMatchesNothing(t *testing.T) {
	t.Parallel()
	got, err := queries("volumes", api.Query{Filters: []api.Filter{{Field: "id", Operator: "in"}}})
	if err != nil || len(got) != 0 {
		t.Errorf("%q, %v", got, err)
	}
}

func TestLongListIsSplitIntoShortQueries(t *testing.T) {
	t.Parallel()
	var values []string
	for i := range 5000 {
		values = append(values, strconv.Itoa(1000000+i))
	}
	query := api.Query{
		Filters: []api.Filter{{Field: "id", Operator: "in", Values: values}, {Field: "parent_id", Operator: "eq", Values: []string{"0"}}},
		Fields:  []string{"id", "name"},
	}
	got, err := queries("volumes", query)
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for i, part := range got {
		if length := len(pagePath("volumes", part, 100000)); length > queryLimit {
			t.Errorf("part %d has %d bytes", i, length)
		}
		if i < len(got)-1 && len(part) < queryLimit*9/10 {
			t.Errorf("part %d has only %d bytes", i, len(part))
		}
		parsed, err := url.ParseQuery(part)
		if err != nil || parsed.Get("parent_id") != "eq:0" || parsed.Get("fields") != "id,name" {
			t.Fatalf("part %d: %q, %v", i, part, err)
		}
		list := strings.TrimSuffix(strings.TrimPrefix(parsed.Get("id"), "in:("), ")")
		asked = append(asked, strings.Split(list, ",")...)
	}
	if !slices.Equal(asked, values) {
		t.Errorf("%d values asked for in %d parts, want %d", len(asked), len(got), len(values))
	}
	for sort, splits := range map[string]bool{"id": true, "-id": true, "name": false, "name,id": false} {
		query.Sort = strings.Split(sort, ",")
		parts, err := queries("volumes", query)
		long, refused := errors.AsType[*longQueryError](err)
		if refused == splits || (splits && len(parts) != len(got)) || (refused && (long.field != "id" || long.requests != len(got))) {
			t.Errorf("sorted by %s: %d parts, %v", sort, len(parts), err)
		}
	}
}

func TestPageIsNoLargerThanTheArrayGives(t *testing.T) {
	t.Parallel()
	for page, want := range map[int]string{0: "page_size=1000", 10: "page_size=10", 1000: "page_size=1000", 5000: "page_size=1000"} {
		if got, err := queries("volumes", api.Query{Page: page}); err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%d: %q, %v", page, got, err)
		}
	}
}

func FuzzQueries(f *testing.F) {
	f.Add("name", "in", "a b", "ü&=%+")
	f.Add("x=y", "eq", "(1,2)", "")
	f.Fuzz(func(t *testing.T, field, operator, one, two string) {
		filter := api.Filter{Field: field, Operator: operator, Values: []string{one, two}}
		single := api.Filter{Field: field, Operator: operator, Values: []string{one}}
		for _, filter := range []api.Filter{filter, single} {
			got, err := queries("volumes", api.Query{Filters: []api.Filter{filter}})
			if err != nil {
				continue
			}
			for _, part := range got {
				parsed, err := url.ParseQuery(part)
				if err != nil || len(parsed) > 2 {
					t.Fatalf("%q: %v", part, err)
				}
				if value := parsed.Get(field); field != "page_size" && !strings.HasPrefix(value, operator+":") &&
					(operator != "notin" || value != "") {
					t.Fatalf("%q lost its operator: %q", part, value)
				}
				if len(part) > queryLimit {
					t.Fatal("too long")
				}
			}
		}
	})
}

func ExampleClient_List_query() {
	parts, _ := queries("volumes", api.Query{
		Filters: []api.Filter{{Field: "id", Operator: "in", Values: []string{"1001", "1002"}}},
		Fields:  []string{"id", "name"},
	})
	fmt.Println(parts[0])
	// Output: id=in:(1001,1002)&fields=id,name&page_size=1000
}
