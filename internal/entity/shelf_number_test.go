package entity_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// ticket is a place in the queue for a book: the device numbers it, people
// know it by whose it is.
type ticket struct {
	BookID   types.Int64 `tfsdk:"book_id"   api:"book,fixed"`
	ReaderID types.Int64 `tfsdk:"reader_id" api:"reader,fixed"`
	ID       types.Int64 `tfsdk:"id"        api:"id"`
}

func tickets() entity.Collection[ticket, struct{}] {
	return entity.Collection[ticket, struct{}]{
		Name: "shelf_ticket", Description: "A place in the queue.", Path: "books/{book_id}/tickets", Keys: []string{"book_id", "id"},
		NaturalKey: "reader_id", Listed: "tickets", Unfiltered: true,
		CreateBy: "books/{book_id}/queue", DeleteBy: "books/{book_id}/leave", DeleteWith: []string{"reader_id"},
		Attributes: map[string]schema.Attribute{
			"book_id":   schema.Int64Attribute{Required: true},
			"reader_id": schema.Int64Attribute{Required: true},
			"id":        schema.Int64Attribute{Computed: true},
		},
	}
}

// queue is a device with one ticket, of reader 5 for book 1.
func queue() *fakeDevice {
	device := shelf()
	device.listAt = func(path string, _ api.Query) ([]api.Object, error) {
		switch path {
		case "books/1/tickets":
			return []api.Object{plain(`{"book":1,"reader":5,"reader_id":5,"id":77}`)}, nil
		case "books/2/tickets":
			return nil, nil
		}
		return nil, failed(api.ErrNotFound, "GET", path)
	}
	return device
}

// TestCreateByAnOperationOfWhatIsNumbered looks first among what is there, by
// what people know it by.
func TestCreateByAnOperationOfWhatIsNumbered(t *testing.T) {
	t.Parallel()
	device := queue()
	replying(device, `{"book":2,"reader":5,"id":78}`, nil)
	managed := instance(t, tickets(), device)
	wantSuccess(t, managed.Apply(map[string]any{"book_id": 2, "reader_id": 5}))
	wantRequests(t, device, "LIST books/2/tickets", "POST books/2/queue")
	if managed.Int("id") != 78 {
		t.Errorf("the state has %d", managed.Int("id"))
	}
	t.Run("there already", func(t *testing.T) {
		t.Parallel()
		device := queue()
		wantOneError(t, instance(t, tickets(), device).Apply(map[string]any{"book_id": 1, "reader_id": 5}), `id = "1/77"`)
		wantRequests(t, device, "LIST books/1/tickets")
	})
	t.Run("of nothing", func(t *testing.T) {
		t.Parallel()
		device := queue()
		wantOneError(t, instance(t, tickets(), device).Apply(map[string]any{"book_id": 9, "reader_id": 5}), "Unable to create", "not found")
		wantRequests(t, device, "LIST books/9/tickets")
	})
}

// TestImportFormsOfNumbers say how a number is given.
func TestImportFormsOfNumbers(t *testing.T) {
	t.Parallel()
	managed := instance(t, tickets(), queue())
	wantOneError(t, managed.Import("x"), "1001/1001", "1001/reader_id=1002")
	wantOneError(t, managed.Import("1/reader_id=6"), "Unable to find shelf ticket", "no such object")
}
