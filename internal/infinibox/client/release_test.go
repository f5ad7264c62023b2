package client

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

func released(version string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-INFINIDAT-VERSION", version)
		next(w, r)
	}
}

func TestReleaseComesWithAnyAnswer(t *testing.T) {
	t.Parallel()
	a := newArray(t, released("8.4.6", refuse(404, "VOLUME_NOT_FOUND", "x")))
	client := connect(t, a)
	if _, err := client.Get(t.Context(), "volumes/1"); !errors.Is(err, api.ErrNotFound) {
		t.Fatal(err)
	}
	if release, err := client.Release(t.Context()); err != nil || release != "8.4.6" {
		t.Errorf("%q, %v", release, err)
	}
	a.expect(t, "GET /api/rest/volumes/1")
}

func TestReleaseIsAskedForOnceByMany(t *testing.T) {
	t.Parallel()
	a := newArray(t, released("8.4.6", result(200, `[{"name":"nas","version":3,"enabled":true},{"name":"s3","version":"1.0","enabled":false},{"name":"x"}]`)))
	client := connect(t, a)
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() {
			if release, err := client.Release(t.Context()); err != nil || release != "8.4.6" {
				t.Errorf("%q, %v", release, err)
			}
		})
	}
	group.Wait()
	list, err := client.Features(t.Context())
	if err != nil || len(list) != 3 || list[0] != (Feature{"nas", "3", true}) || list[1] != (Feature{"s3", "1.0", false}) || list[2] != (Feature{Name: "x"}) {
		t.Errorf("%+v, %v", list, err)
	}
	a.expect(t, "GET /api/rest/_features")
}

func TestFeaturesAreAskedForAgainAfterAnError(t *testing.T) {
	t.Parallel()
	a := newArray(t, refuse(500, "INTERNAL_SERVER_ERROR", "x"), result(200, `[]`))
	client := connect(t, a)
	if _, err := client.Release(t.Context()); err == nil {
		t.Fatal("no error")
	}
	if release, err := client.Release(t.Context()); err != nil || release != "" {
		t.Errorf("%q, %v", release, err)
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
