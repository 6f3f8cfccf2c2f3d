// Included ahead of ImGui's OpenGL backend, which supports many contexts and asks which one it has. Ours is known, and so the
// compiler drops what is for others: three of four pairs of shaders, and all that reads versions.
#pragma once

#include <GLES3/gl3.h>
#include <stdio.h>

// Reads "#version %d". The C library's own would bring floating point along, 4 kB brotli.
#define sscanf(text, format, version, ...) (*(version) = 300)

// The backend saves the state before it draws and puts it back. The context is ours alone and has nothing to put back, and each
// question waits for the graphics process: together they took three quarters of the worker's time while an answer was streamed.
inline void heidi_known_state(GLenum name, GLint* values) {
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
#define glGetIntegerv heidi_known_state
#define glIsEnabled(capability) GL_FALSE

// What is kept of it is what WebGL begins with: the one vertex array, the first texture unit, no sampler.
#define glGenVertexArrays(count, arrays) ((void)0)
#define glBindVertexArray(array) ((void)0)
#define glDeleteVertexArrays(count, arrays) ((void)0)
#define glActiveTexture(unit) ((void)0)
#define glBindSampler(unit, sampler) ((void)0)
#define glBlendEquationSeparate(color, alpha) ((void)0)

// Textures are made by BrowserPort, so that the backend never has one to update.
#define glGenTextures(count, textures) ((void)0)
#define glDeleteTextures(count, textures) ((void)0)
#define glTexImage2D(...) ((void)0)
#define glTexSubImage2D(...) ((void)0)
#define glTexParameteri(...) ((void)0)
#define glPixelStorei(name, value) ((void)0)
#define glBufferSubData(...) ((void)0)  // the backend has a way with it that it never takes

// Nobody reads versions and logs. The two shaders are always the same: asked whether they are right, the graphics process would
// be waited for, and without them nothing is drawn either way.
#define glGetString(name) nullptr
inline void heidi_known_outcome(GLenum name, GLint* value) { *value = name != GL_INFO_LOG_LENGTH; }
#define glGetShaderiv(shader, name, value) heidi_known_outcome(name, value)
#define glGetProgramiv(program, name, value) heidi_known_outcome(name, value)
#define glGetShaderInfoLog(...) ((void)0)
#define glGetProgramInfoLog(...) ((void)0)
