package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

const first = "GET /api/rest/volumes?page_size=1000&page=1"

func TestListReadsEveryPageInOrder(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 3, 5, `{"id":1},{"id":2}`), page(2, 3, 5, `{"id":3},{"id":4}`), page(3, 3, 5, `{"id":5}`))
	got, err := collect(t, connect(t, a), "volumes", api.Query{})
	if err != nil || ids(got) != "1 2 3 4 5" {
		t.Errorf("%s, %v", ids(got), err)
	}
	a.expect(t, first, "GET /api/rest/volumes?page_size=1000&page=2", "GET /api/rest/volumes?page_size=1000&page=3")
}

func TestListAsksForAPageOnlyWhenTheConsumerGetsThere(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 2, 4, `{"id":1},{"id":2}`), page(2, 2, 4, `{"id":3},{"id":4}`))
	read := 0
	for _, err := range connect(t, a).List(t.Context(), "volumes", api.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		if read++; read == 2 {
			break
		}
		a.expect(t, first)
	}
	a.expect(t, first)
}

func TestListWithoutPagesIsOnePage(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, `[{"id":1},{"id":1},{"name":"x"}]`))
	got, err := collect(t, connect(t, a), "volumes", api.Query{})
	if err != nil || len(got) != 3 {
		t.Errorf("%v, %v", got, err)
	}
	a.expect(t, first)
}

func TestListKeepsNumbersExact(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 1, 1, `{"id":9007199254740993,"ratio":1.10}`))
	got, err := collect(t, connect(t, a), "volumes", api.Query{})
	if err != nil || got[0]["id"] != json.Number("9007199254740993") || got[0]["ratio"] != json.Number("1.10") {
		t.Errorf("%v, %v", got, err)
	}
}

func TestListMissesNothingWhenObjectsVanishMeanwhile(t *testing.T) {
	t.Parallel()
	// 1 vanishes after the first page, so 3 moves to it.
	a := newArray(t, page(1, 2, 4, `{"id":1},{"id":2}`), page(2, 2, 3, `{"id":4}`),
		page(1, 2, 3, `{"id":2},{"id":3}`), page(2, 2, 3, `{"id":4}`))
	got, err := collect(t, connect(t, a), "volumes", api.Query{})
	if err != nil || ids(got) != "1 2 4 3" {
		t.Errorf("%s, %v", ids(got), err)
	}
	second := strings.TrimSuffix(first, "1") + "2"
	a.expect(t, first, second, first, second)
}

func TestListGivesNothingTwiceWhenObjectsAppearMeanwhile(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 2, 3, `{"id":2},{"id":3}`), page(2, 2, 4, `{"id":3},{"id":4}`))
	got, err := collect(t, connect(t, a), "volumes", api.Query{})
	if err != nil || ids(got) != "2 3 4" || len(a.requests()) != 2 {
		t.Errorf("%s, %v", ids(got), err)
	}
}

func TestListOfARestlessCollectionEnds(t *testing.T) {
	t.Parallel()
	objects := 100
	a := newArray(t, func(w http.ResponseWriter, r *http.Request) {
		objects--
		page(1, 2, objects, `{"id":1}`)(w, r)
	})
	if _, err := collect(t, connect(t, a), "volumes", api.Query{}); err != nil || len(a.requests()) > 10 {
		t.Errorf("%d requests, %v", len(a.requests()), err)
	}
}

func TestListEndsAtAnEmptyPageWhateverTheTotalSays(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 99, 3, `{"id":1}`), page(2, 99, 3, ``))
	if got, err := collect(t, connect(t, a), "volumes", api.Query{}); err != nil || len(got) != 1 || len(a.requests()) != 2 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestListChainsSplitQueries(t *testing.T) {
	t.Parallel()
	var values []string
	for i := range 1000 {
		values = append(values, fmt.Sprintf("volume-%010d", i))
	}
	a := newArray(t, page(1, 1, 1, `{"id":1}`), page(1, 1, 1, `{"id":2}`), page(1, 1, 0, ``))
	got, err := collect(t, connect(t, a), "volumes", api.Query{Filters: []api.Filter{{Field: "name", Operator: "in", Values: values}}})
	if err != nil || ids(got) != "1 2" || len(a.requests()) != 3 {
		t.Errorf("%s after %d requests, %v", ids(got), len(a.requests()), err)
	}
}

// manyNames is a filter that takes three requests.
func manyNames() []api.Filter {
	var values []string
	for i := range 1000 {
		values = append(values, fmt.Sprintf("volume-%010d", i))
	}
	return []api.Filter{{Field: "name", Operator: "in", Values: values}}
}

func TestListMergesSplitQueriesInOrder(t *testing.T) {
	t.Parallel()
	for sort, want := range map[string]string{"id": "1 2 3 4 5 6 10", "-id": "10 6 5 4 3 2 1"} {
		pages := []http.HandlerFunc{page(1, 1, 3, `{"id":2},{"id":3},{"id":10}`), page(1, 1, 0, ``), page(1, 2, 4, `{"id":1},{"id":4}`), page(2, 2, 4, `{"id":5},{"id":6}`)}
		if sort == "-id" {
			pages = []http.HandlerFunc{page(1, 1, 3, `{"id":10},{"id":3},{"id":2}`), page(1, 1, 0, ``), page(1, 2, 4, `{"id":6},{"id":5}`), page(2, 2, 4, `{"id":4},{"id":1}`)}
		}
		got, err := collect(t, connect(t, newArray(t, pages...)), "volumes", api.Query{Filters: manyNames(), Sort: []string{sort}})
		if err != nil || ids(got) != want {
			t.Errorf("sorted by %s: %s, %v", sort, ids(got), err)
		}
	}
}

func TestMergeEndsWithTheConsumerOrAnError(t *testing.T) {
	t.Parallel()
	query := api.Query{Filters: manyNames(), Sort: []string{"id"}}
	a := newArray(t, page(1, 2, 4, `{"id":1},{"id":2}`), page(1, 1, 1, `{"id":3}`), page(1, 1, 1, `{"id":4}`))
	for object, err := range connect(t, a).List(t.Context(), "volumes", query) {
		if err != nil || object["id"] != json.Number("1") {
			t.Errorf("%v, %v", object, err)
		}
		break
	}
	if len(a.requests()) != 3 {
		t.Errorf("%d requests", len(a.requests()))
	}
	for name, answers := range map[string][]http.HandlerFunc{
		"at the beginning": {page(1, 1, 1, `{"id":1}`), refuse(403, "UNAUTHORIZED", "no")},
		"later":            {page(1, 2, 2, `{"id":1}`), page(1, 1, 1, `{"id":3}`), page(1, 1, 0, ``), refuse(403, "UNAUTHORIZED", "no")},
	} {
		if _, err := collect(t, connect(t, newArray(t, answers...)), "volumes", query); !errors.Is(err, api.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := collect(t, connect(t, newArray(t, page(1, 1, 1, `{"name":"x"}`))), "volumes", query); !errors.Is(err, api.ErrNotTheDevice) {
		t.Errorf("without ids: %v", err)
	}
}

func TestListThatCannotBeMergedNamesTheFilter(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 1, 0, ``))
	_, err := collect(t, connect(t, a), "volumes", api.Query{Filters: manyNames(), Sort: []string{"size", "id"}})
	failure, ok := errors.AsType[*api.Error](err)
	if !ok || !errors.Is(err, api.ErrQueryTooLong) || len(failure.Fields) != 1 || failure.Fields[0] != "name" {
		t.Errorf("%v", err)
	}
	a.expect(t)
}

func TestListStopsAfterTheFirstError(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 3, 3, `{"id":1}`), refuse(403, "UNAUTHORIZED", "no"))
	failures := 0
	for _, err := range connect(t, a).List(t.Context(), "volumes", api.Query{}) {
		if err != nil {
			failures++
			if !errors.Is(err, api.ErrForbidden) {
				t.Error(err)
			}
		}
	}
	if failures != 1 || len(a.requests()) != 2 {
		t.Errorf("%d errors after %d requests", failures, len(a.requests()))
	}
}

func TestListOfSomethingElseIsAnError(t *testing.T) {
	t.Parallel()
	for _, value := range []string{`{"id":1}`, `"text"`} {
		a := newArray(t, result(200, value))
		_, err := collect(t, connect(t, a), "volumes", api.Query{})
		if !errors.Is(err, api.ErrNotTheDevice) || !strings.Contains(err.Error(), "another kind") {
			t.Errorf("%s: %v", value, err)
		}
	}
}

func TestImpossibleQueryIsNotSent(t *testing.T) {
	t.Parallel()
	a := newArray(t, page(1, 1, 0, ``))
	query := api.Query{Filters: []api.Filter{{Field: "id", Operator: "near", Values: []string{"1"}}}}
	if _, err := collect(t, connect(t, a), "volumes", query); !errors.Is(err, api.ErrRefused) {
		t.Error(err)
	}
	a.expect(t)
}

func TestListEndsWithTheContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	a := newArray(t, page(1, 2, 2, `{"id":1}`))
	var last error
	for _, err := range connect(t, a).List(ctx, "volumes", api.Query{}) {
		cancel()
		last = err
	}
	if !errors.Is(last, context.Canceled) || len(a.requests()) != 1 {
		t.Errorf("%v after %d requests", last, len(a.requests()))
	}
}
