package client

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func TestFeaturesAreAskedForOnceByMany(t *testing.T) {
	t.Parallel()
	a := newArray(t, result(200, `[{"name":"nas","version":3,"enabled":true},{"name":"s3","version":"1.0","enabled":false},{"name":"x"}]`))
	client := connect(t, a)
	want := map[string]bool{"nas": true, "s3": false, "x": false}
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() {
			got, err := client.Features(t.Context())
			if err != nil || !maps.Equal(got, want) {
				t.Errorf("%v, %v", got, err)
			}
			// What one caller does with it is nothing to the others.
			got["s3"] = true
		})
	}
	group.Wait()
	a.expect(t, "GET /api/rest/_features")
}

func TestFeaturesAreAskedForAgainAfterAnError(t *testing.T) {
	t.Parallel()
	a := newArray(t, refuse(500, "INTERNAL_SERVER_ERROR", "x"), result(200, `[]`))
	client := connect(t, a)
	if _, err := client.Features(t.Context()); err == nil {
		t.Fatal("no error")
	}
	if got, err := client.Features(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := client.Features(t.Context()); err != nil || len(a.requests()) != 2 {
		t.Errorf("%d requests, %v", len(a.requests()), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	<-client.features.turn
	if _, err := client.Features(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestClockFollowsTheArray(t *testing.T) {
	t.Parallel()
	ahead := 3 * time.Hour
	a := newArray(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(ahead).UTC().Format(http.TimeFormat))
		result(200, `{"id":1}`)(w, r)
	})
	client := connect(t, a)
	if off := time.Until(client.Now()); off.Abs() > time.Second {
		t.Errorf("before any answer %s off", off)
	}
	if _, err := client.Get(t.Context(), "volumes/1"); err != nil {
		t.Fatal(err)
	}
	if off := time.Until(client.Now()) - ahead; off.Abs() > 2*time.Second {
		t.Errorf("%s off", off)
	}
}

func TestCreatedAtIsInMilliseconds(t *testing.T) {
	t.Parallel()
	client := connect(t, newArray(t, result(200, "{}")))
	made, known := client.CreatedAt(api.Object{"created_at": json.Number("1774519024480")})
	if want := time.Date(2026, 3, 26, 9, 57, 4, 480e6, time.UTC); !known || !made.Equal(want) {
		t.Errorf("%s, %t", made.UTC(), known)
	}
	for _, value := range []any{nil, "soon", json.Number("1.5"), json.Number("0"), true} {
		if _, known := client.CreatedAt(api.Object{"created_at": value}); known {
			t.Errorf("%v is taken for a time", value)
		}
	}
	if _, known := client.CreatedAt(api.Object{}); known {
		t.Error("nothing is taken for a time")
	}
}
