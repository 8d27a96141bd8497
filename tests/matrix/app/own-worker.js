import "neurite/worker";
