// Stands in for glGetIntegerv and glIsEnabled in ImGui's OpenGL backend, which saves the state before it draws and puts it
// back. The context is ours alone and has nothing to put back, and each question waits for the graphics process: together
// they took three quarters of the worker's time while an answer was streamed.
#include <GLES3/gl3.h>

extern "C" void heidi_known_state(GLenum name, GLint* values) {
    switch (name) {
        case GL_MAJOR_VERSION: *values = 3; break;
        case GL_MAX_TEXTURE_SIZE: *values = 2048; break;  // what WebGL 2 has at least; our pages are smaller
        case GL_ACTIVE_TEXTURE: *values = GL_TEXTURE0; break;
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA: *values = GL_ONE; break;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA: *values = GL_FUNC_ADD; break;
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX: values[0] = values[1] = values[2] = values[3] = 0; break;
        default: *values = 0;
    }
}

extern "C" GLboolean heidi_is_enabled(GLenum) { return GL_FALSE; }
