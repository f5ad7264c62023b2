package api

import "iter"

// Whole reads a listing to its end. It isn't nil unless a page failed: then
// nothing of it counts.
func Whole(listing iter.Seq2[Object, error]) ([]Object, error) {
	objects := []Object{}
	for object, err := range listing {
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	return objects, nil
}
